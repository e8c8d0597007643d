// The theme's menus, and the mark at the section that is being read.

{
  const close = (menu) => {
    menu.classList.remove("show");
    menu.previousElementSibling.setAttribute("aria-expanded", "false");
  };
  const closeAll = (except) => {
    for (const menu of document.querySelectorAll(".dropdown-menu.show")) {
      if (menu !== except) close(menu);
    }
  };

  for (const button of document.querySelectorAll('[data-bs-toggle="dropdown"]')) {
    const menu = button.nextElementSibling;
    button.addEventListener("click", () => {
      closeAll(menu);
      button.setAttribute("aria-expanded", String(menu.classList.toggle("show")));
    });
    button.parentElement.addEventListener("keydown", (event) => {
      if (!["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) return;
      event.preventDefault();
      if (event.key === "Escape") {
        close(menu);
        button.focus();
        return;
      }
      if (!menu.classList.contains("show")) button.click();
      const items = [...menu.querySelectorAll(".dropdown-item")];
      const next = items.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      items[(next + items.length) % items.length].focus();
    });
  }
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".dropdown")) closeAll();
  });
}

{
  const links = new Map(
    [...document.querySelectorAll(".bd-toc-nav a[href^='#']")].map((link) => [link.hash.slice(1), link]),
  );
  const mark = (section) => {
    for (const [id, link] of links) {
      for (const element of [link, link.parentElement]) element.classList.toggle("active", id === section);
    }
  };
  const inSight = new Set();
  // The section under the upper part of the window is the one that is read; the inner one, where they nest.
  const watch = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) inSight[isIntersecting ? "add" : "delete"](target.id);
      const read = [...links.keys()].filter((id) => inSight.has(id));
      if (read.length) mark(read.at(-1));
    },
    { rootMargin: "-10% 0px -75% 0px" },
  );
  for (const id of links.keys()) {
    const section = document.getElementById(decodeURIComponent(id));
    if (section) watch.observe(section);
  }
}
