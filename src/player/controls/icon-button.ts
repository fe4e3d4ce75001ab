import { html, nothing, type TemplateResult } from 'lit';
import { playerIcon, type PlayerIcon } from './icons.js';

/** What a button is besides a name and a picture. */
export interface IconButtonOptions {
  /** Of a switch: whether it is on. */
  readonly isPressed?: boolean;
  readonly hasMenu?: boolean;
}

/**
 * A button with an icon and a name.
 *
 * @since 0.1.0
 */
export function iconButton(
  part: string,
  label: string,
  icon: PlayerIcon,
  onClick: () => void,
  { isPressed, hasMenu = false }: IconButtonOptions = {},
): TemplateResult {
  return html`<button
    type="button"
    part=${`button ${part}`}
    aria-label=${label}
    title=${label}
    aria-pressed=${isPressed === undefined ? nothing : String(isPressed)}
    aria-haspopup=${hasMenu ? 'menu' : nothing}
    @click=${onClick}
  >
    ${playerIcon(icon)}
  </button>`;
}
