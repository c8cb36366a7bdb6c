// Copy buttons and the device's own way to share. Without this script none of them is shown,
// and the links beside them do the same.

for (const bar of document.querySelectorAll(".nr-copy")) {
  const status = bar.parentElement.querySelector("[role=status]");
  const say = (button, words) => {
    status.textContent = "";
    button.after(status);
    // A screen reader tells what changes, so that the same words are told twice.
    requestAnimationFrame(() => (status.textContent = words));
  };
  for (const button of bar.querySelectorAll("[data-share]")) {
    button.parentElement.hidden = !navigator.share;
  }
  bar.addEventListener("click", async ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    const { share, title, said } = button.dataset;
    if (share) {
      // Given up by the reader: nothing went wrong.
      await navigator.share({ title, url: share }).catch(() => {});
      return;
    }
    const done = await copied(text(button));
    say(button, done ? said : bar.dataset.failed);
  });
  bar.hidden = false;
}

// What a button copies.
async function text({ dataset: { copy, copyFrom, copyFile, part } }) {
  if (copy) return copy;
  if (copyFrom) return document.getElementById(copyFrom).textContent.trim();
  const answer = await fetch(copyFile);
  if (!answer.ok) throw new Error(`${copyFile}: ${answer.status}`);
  if (!part) return answer.text();
  const { bodies } = await answer.json();
  return bodies.find(({ role }) => role === part).value;
}

// Whether the words that are coming have been copied. Safari wants to be handed the promise
// at once, others the text; where a page is not served over https there is the old way only.
async function copied(coming) {
  try {
    const type = "text/plain";
    const blob = coming.then((words) => new Blob([words], { type }));
    await navigator.clipboard.write([new ClipboardItem({ [type]: blob })]);
    return true;
  } catch {}
  try {
    const words = await coming;
    return await navigator.clipboard.writeText(words).then(
      () => true,
      () => selected(words),
    );
  } catch {
    return coming.then(selected, () => false);
  }
}

function selected(words) {
  const { activeElement } = document;
  const area = document.createElement("textarea");
  area.value = words;
  area.className = "nr-hidden";
  area.readOnly = true;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  activeElement?.focus();
  return done;
}
