// What is heard of a picture that moves: its sentence, once the sliders rest, however fast they went.

/** Milliseconds of rest. */
const CALM = 500;

/**
 * Says the sentence at once to the eye, and to the ear when it stands.
 * @param {Element} el holds the pictures
 * @param {HTMLOutputElement} output
 */
export function createTeller(el, output) {
  const pictures = [...el.querySelectorAll("svg[role=img]")];
  let waiting, begun = false;
  for (const picture of pictures) picture.dataset.label ??= picture.getAttribute("aria-label");

  function tell() {
    output.ariaBusy = "false";
    output.textContent += ""; // what was written while it was busy is not announced, this is
    for (const picture of pictures) picture.setAttribute("aria-label", `${picture.dataset.label} Now: ${output.textContent}`);
  }

  return {
    /** @param {string} text */
    say(text) {
      clearTimeout(waiting);
      if (begun) output.ariaBusy = "true";
      output.textContent = text;
      if (begun) waiting = setTimeout(tell, CALM);
      else tell();
      begun = true;
    },
    stop: () => clearTimeout(waiting),
  };
}
