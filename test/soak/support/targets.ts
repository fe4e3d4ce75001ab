// Functions that run in a page, each by itself: what they need stands in them.

/** Something that can be pressed, in CSS pixels. */
export interface Target {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** Finds one of each kind of what can have the focus in a part of the page, and keeps them in the window as `focusables`. */
export function focusKinds(section: string): readonly string[] {
  const found = new Map<string, HTMLElement>();
  const look = (root: Element | ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      const { host } = element.getRootNode() as ShadowRoot;
      if (
        !(element.getRootNode() instanceof ShadowRoot) ||
        !element.matches('button:enabled, a[href], input:enabled, select, [role^=menuitem]')
      )
        continue;
      if (
        element.matches('[type=file]') ||
        !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      )
        continue;
      const { left, width } = element.getBoundingClientRect();
      if (width < 4 || left < 0) continue;
      const own = element.getAttribute('part')?.split(' ').at(-1) ?? element.className.split(' ')[0] ?? '';
      const kind = `${host.localName.replace(/^(cf-)?stream-/, '')} ${own || element.localName}`;
      if (!found.has(kind)) found.set(kind, element);
    }
  };
  look(document.querySelector(section)!);
  (window as unknown as { focusables: HTMLElement[] }).focusables = [...found.values()];
  return [...found.keys()];
}

/** Brings one of the `focusables` into the middle of the window, without the focus; where it is, with what is around it. */
export function showFocusable(index: number): {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
} {
  const { focusables } = window as unknown as { focusables: HTMLElement[] };
  const element = focusables[index]!;
  for (const one of focusables) one.blur();
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [Math.max(0, Math.floor(left) - 12), Math.max(0, Math.floor(top) - 12)];
  return { x, y, width: Math.ceil(width) + 24, height: Math.ceil(height) + 24 };
}

/** Gives one of the `focusables` the focus, or takes it. */
export function setFocused(index: number, isFocused: boolean): void {
  const { focusables } = window as unknown as { focusables: HTMLElement[] };
  if (isFocused) focusables[index]!.focus({ preventScroll: true });
  else focusables[index]!.blur();
}

/** Lists all that can be pressed. */
export function findTargets(): readonly Target[] {
  const targets: Target[] = [];
  const look = (root: Element | ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      const { host } = element.getRootNode() as ShadowRoot;
      if (
        !(element.getRootNode() instanceof ShadowRoot) ||
        !element.matches('button, a[href], input, select, [role^=menuitem]')
      )
        continue;
      if (
        element.matches('[type=file]') ||
        !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      )
        continue;
      const { width, height } = element.getBoundingClientRect();
      if (width === 0) continue;
      const own = element.getAttribute('part')?.split(' ').at(-1) ?? element.className.split(' ')[0] ?? '';
      const name = `${host.localName.replace(/^(cf-)?stream-/, '')} ${own || element.localName}`;
      targets.push({ name, width: Math.round(width * 10) / 10, height: Math.round(height * 10) / 10 });
    }
  };
  look(document.querySelector('main')!);
  return targets;
}
