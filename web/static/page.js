// Additions only: every page works without this.
"use strict";
const faults = document.querySelector(".faults");
if (faults) faults.focus();
// A second press while the answer is on its way would send the form twice.
for (const form of document.forms) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    const saves = event.submitter && event.submitter.formAction.includes("/download/");
    if (sent && !saves) event.preventDefault();
    sent = sent || !saves;
  });
  window.addEventListener("pageshow", () => { sent = false; });
}
// Ticking everything off by hand is not needed where one answer excludes another.
for (const box of document.querySelectorAll('input[name="not_known"]')) {
  const field = document.getElementById(box.id.replace("-not-known", ""));
  if (!field) continue;
  box.addEventListener("change", () => { if (box.checked) field.value = ""; });
  field.addEventListener("input", () => { if (field.value) box.checked = false; });
}
// "None of these" and what it denies are not ticked together.
for (const none of document.querySelectorAll('input[type="checkbox"][value="none"]')) {
  const others = [...document.getElementsByName(none.name)].filter((box) => box !== none);
  none.addEventListener("change", () => { if (none.checked) for (const box of others) box.checked = false; });
  for (const box of others) box.addEventListener("change", () => { if (box.checked) none.checked = false; });
}
// A tap on the drawing marks its box in the list below, and must not scroll to it.
for (const spot of document.querySelectorAll("label.spot")) {
  spot.addEventListener("click", (event) => {
    event.preventDefault();
    const box = document.getElementById(spot.htmlFor);
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change"));
  });
}
// What is folded away must be on paper.
const folded = [];
window.addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll("details:not([open])")) { each.open = true; folded.push(each); }
});
window.addEventListener("afterprint", () => { while (folded.length) folded.pop().open = false; });
