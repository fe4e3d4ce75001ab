import { find, setText } from './dom.js';

/** Rule of the local Stream that cuts the connection at each piece of a file. */
const CUT = { method: 'PATCH', path: '^/tus/', resetRequestAfter: 0 };

/**
 * Wires up the trials of an upload: cutting its connection, by a rule of the local Stream, and reloading the page. The
 * rule outlives the page, like a broken connection.
 */
export function enableTrials(streamOrigin: string): void {
  const cut = find('#cut', HTMLButtonElement);
  const state = find('#cut-state', HTMLElement);
  const url = `${streamOrigin}/__sim/faults`;
  const show = (isCut: boolean): void => {
    cut.toggleAttribute('data-cut', isCut);
    setText(cut, isCut ? 'Reconnect' : 'Cut the connection');
    setText(state, isCut ? 'Connection cut. Uploads stall until you reconnect, but nothing is lost.' : '');
  };
  const isCutNow = async (): Promise<boolean> => {
    const { faults } = (await (await fetch(url)).json()) as {
      readonly faults: readonly { readonly rule: Partial<typeof CUT> }[];
    };
    return faults.some(({ rule }) => rule.path === CUT.path && rule.resetRequestAfter === 0);
  };
  const toggle = async (): Promise<void> => {
    const isCut = cut.hasAttribute('data-cut');
    const body = JSON.stringify(CUT);
    const answer = await (isCut
      ? // Of all rules: no single one can be taken away.
        fetch(url, { method: 'DELETE' })
      : fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }));
    if (answer.ok) show(!isCut);
    else fail();
  };
  const fail = (): void => setText(state, 'Can’t reach the local Stream.');
  cut.addEventListener('click', () => void toggle().catch(fail));
  find('#reload', HTMLButtonElement).addEventListener('click', () => location.reload());
  isCutNow().then(show, fail);
}
