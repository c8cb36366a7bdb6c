// In a preview: puts the list of problems, which stands on the home page, above every other page.

const place = document.querySelector(".nr-preview[data-listed-at]");
if (place) {
  fetch(new URL(place.dataset.listedAt, location.href))
    .then((answer) => answer.text())
    .then((text) => {
      const home = new DOMParser().parseFromString(text, "text/html");
      const list = home.querySelector(".nr-preview");
      if (list) place.replaceWith(document.adoptNode(list));
    });
}
