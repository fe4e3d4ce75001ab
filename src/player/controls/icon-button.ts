import { html, nothing, type TemplateResult } from 'lit';
import { playerIcon, type PlayerIcon } from './icons.js';

/** Kinds of button, besides one with a name and an icon only. */
export interface IconButtonOptions {
  /** Of a switch: whether it is on. */
  readonly isPressed?: boolean;
  readonly hasMenu?: boolean;
  /** Key that does the same, which its tooltip tells. */
  readonly key?: string;
}

/** Draws a button with an icon and a name, which its style sheet shows as a tooltip. */
export function iconButton(
  part: string,
  label: string,
  icon: PlayerIcon,
  onClick: () => void,
  { isPressed, hasMenu = false, key }: IconButtonOptions = {},
): TemplateResult {
  return html`<button
    type="button"
    part=${`button ${part}`}
    aria-label=${label}
    aria-keyshortcuts=${key ?? nothing}
    aria-pressed=${isPressed === undefined ? nothing : String(isPressed)}
    aria-haspopup=${hasMenu ? 'menu' : nothing}
    @click=${onClick}
  >
    ${playerIcon(icon)}
  </button>`;
}
