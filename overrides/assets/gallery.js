// Shows the pictures of a gallery one after the other, in a dialog: arrow keys and buttons turn, Esc
// closes. Without this script every picture is a link to itself, which does as well.

for (const gallery of document.querySelectorAll(".nr-gallery")) {
  const links = [...gallery.querySelectorAll("figure > a")];
  let dialog, image, words, place, shown = 0;

  const button = (name, said, turn) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `nr-gallery-${name}`;
    made.setAttribute("aria-label", said);
    made.title = said;
    made.addEventListener("click", turn);
    return made;
  };

  const make = () => {
    dialog = document.createElement("dialog");
    dialog.className = "nr-gallery-dialog";
    dialog.setAttribute("aria-labelledby", "nr-galeri");
    dialog.lang = gallery.closest("[lang]").lang;
    const figure = document.createElement("figure");
    image = document.createElement("img");
    words = document.createElement("figcaption");
    place = document.createElement("p");
    place.setAttribute("role", "status");
    figure.append(image, words);
    const { previous, next, close } = gallery.dataset;
    dialog.append(figure, place);
    if (links.length > 1) {
      dialog.append(
        button("previous", previous, () => show(shown - 1)),
        button("next", next, () => show(shown + 1)),
      );
    }
    dialog.append(button("close", close, () => dialog.close()));
    dialog.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step && !event.altKey && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        show(shown + step);
      }
    });
    // A click beside the picture closes, too.
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
    dialog.addEventListener("close", () => links[shown].focus());
    document.body.append(dialog);
  };

  // The first follows the last.
  const show = (number) => {
    shown = (number + links.length) % links.length;
    const link = links[shown];
    const small = link.querySelector("img");
    image.alt = small.alt;
    if (link.dataset.width) {
      image.width = link.dataset.width;
      image.height = link.dataset.height;
    }
    image.src = link.href;
    words.replaceChildren();
    const told = link.parentElement.querySelector("figcaption");
    if (told) words.append(...told.cloneNode(true).childNodes);
    words.hidden = !told;
    image.lang = words.lang = link.closest("[lang]").lang;
    place.textContent = link.dataset.place;
  };

  links.forEach((link, number) =>
    link.addEventListener("click", (event) => {
      // Whoever asks for a tab of its own gets it.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (!dialog) make();
      show(number);
      dialog.showModal();
    }),
  );
}
