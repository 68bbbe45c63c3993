/**
 * Calls back with every element of the page that fits a selector: now, and when it is added or its
 * text changes.
 *
 * @returns how to stop
 */
export function watchPage(selector: string, visit: (element: HTMLElement) => void): () => void {
  const visitAll = (root: ParentNode) => {
    for (const element of root.querySelectorAll<HTMLElement>(selector)) visit(element);
  };
  visitAll(document);
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      const around = (target instanceof Element ? target : target.parentElement)?.closest(selector);
      if (around) visit(around as HTMLElement);
      for (const node of addedNodes) {
        if (!(node instanceof HTMLElement)) continue;
        if (node.matches(selector)) visit(node);
        visitAll(node);
      }
    }
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  return () => observer.disconnect();
}
