// The button that copies a link to what one sees.

import { create } from "./inputs.js";

const WHILE = 2500;

/** Returns the button, and what is heard of it. @param {() => string} link @returns {HTMLElement[]} */
export function createSharing(link) {
  const button = create("button", { type: "button", className: "explorer-link", textContent: "Copy link" });
  const heard = create("span", { className: "explorer-heard", role: "status" });
  const say = (shown, words) => ([button.textContent, heard.textContent] = [shown, words]);
  button.addEventListener("click", async () => {
    const address = link();
    try {
      await navigator.clipboard.writeText(address);
      say("Copied", "The link is copied.");
    } catch {
      say("See address", "The link stands in the address bar.");
    }
    setTimeout(say, WHILE, "Copy link", "");
  });
  return [button, heard];
}
