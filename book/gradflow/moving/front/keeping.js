// What the browser's history keeps of a page: where all explorers stand, and in the address the one last moved.
// So back, forward, reload and a restored session find sliders, picture and sentence as they were.

import { addressOf, placesIn, placesOf, read } from "./address.js";

/**
 * @typedef {{name: string, figure: HTMLElement, sliders: import("./inputs.js").Slider[], model: {get: (name: string) => number},
 *   controls: import("./controls.js").Controls}} Mounted
 */

/** Milliseconds between two entries: a browser refuses those that write too often. */
const CALM = 400;

/** What the page is opened with; read at once, since Sphinx's search empties the history's state. */
const kept = globalThis.history?.state?.explorers;

/** Where the history, or else the address, has an explorer stand, as text. @param {string} name */
export function keptOf(name) {
  const address = read(location.hash);
  return kept?.[name] ?? (address.name === name ? address.places : undefined) ?? "";
}

/** Moves an explorer's sliders to where a text says. @param {Mounted} explorer @param {string} text */
export function stand({ sliders, controls }, text) {
  for (const [name, place] of placesIn(text, sliders)) controls.get(name).move(place);
}

/**
 * Keeps explorers in the history, and brings them back from it.
 * @param {Mounted[]} explorers those of the page; they may come later
 */
export function createKeeper(explorers) {
  let last, written = -CALM, waiting;
  const textOf = ({ sliders, model }) => placesOf(sliders, model);

  function write() {
    clearTimeout(waiting);
    written = performance.now();
    const standing = Object.fromEntries(explorers.map((explorer) => [explorer.name, textOf(explorer)]));
    history.replaceState({ ...history.state, explorers: standing }, "", last && addressOf(last.name, textOf(last)));
  }

  /** Where another address leads: to an explorer, if it says where that stands. */
  function arrive() {
    const { name, places } = read(location.hash), explorer = explorers.find((one) => one.name === name);
    if (explorer && places !== undefined) {
      stand(explorer, places);
      explorer.figure.scrollIntoView();
    }
    write();
  }

  addEventListener("popstate", ({ state }) => {
    clearTimeout(waiting);
    last = undefined;
    for (const explorer of explorers) if (state?.explorers) stand(explorer, state.explorers[explorer.name] ?? "");
  });
  addEventListener("hashchange", () => history.state?.explorers || arrive());
  // A browser may fill in forms by itself, and tell nobody.
  addEventListener("pageshow", () => explorers.forEach(({ controls }) => controls.forEach(({ read }) => read())));

  return {
    /** An explorer was moved. @param {Mounted} explorer */
    moved(explorer) {
      last = explorer;
      clearTimeout(waiting);
      waiting = setTimeout(write, written + CALM - performance.now());
    },
    /** The link to an explorer as it stands. @param {Mounted} explorer */
    link(explorer) {
      last = explorer;
      write();
      return location.href;
    },
    /** All explorers have come. */
    begin: () => (kept ? write() : arrive()),
  };
}
