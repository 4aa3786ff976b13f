/** One child: what names it for good, how it is made, and how it is brought up to date. */
export interface Kept {
  key: string;
  make: () => HTMLElement;
  update?: (child: HTMLElement) => void;
}

/**
 * Fills a parent, and keeps the children that it has by their keys: what has the focus or is about to be pressed stays.
 * @param atEnd puts new ones behind all others, so that none moves away under the mouse.
 */
export function keepChildren(parent: HTMLElement, children: readonly Kept[], atEnd = false): void {
  const known = new Map([...parent.children].map((child) => [(child as HTMLElement).dataset['key'], child]));
  const wanted = children.map(({ key, make, update }) => {
    const child = (known.get(key) ?? make()) as HTMLElement;
    child.dataset['key'] = key;
    update?.(child);
    return child;
  });
  for (const child of [...parent.children]) if (!wanted.includes(child as HTMLElement)) child.remove();
  if (atEnd) {
    parent.append(...wanted.filter((child) => child.parentElement !== parent));
    return;
  }
  let next = parent.firstElementChild;
  for (const child of wanted) {
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
}
