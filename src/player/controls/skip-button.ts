import { html, type TemplateResult } from 'lit';
import { interpolate } from '../../shared/i18n/format.js';
import { formatSpokenTime } from '../strings/format-time.js';
import type { PlayerTexts } from '../strings/texts.js';
import { CONFIG } from './controls-config.js';
import { iconButton } from './icon-button.js';
import { request } from './requests.js';

/** Draws a button that skips forward, or back for -1. */
export function skipButton(target: EventTarget, part: string, by: 1 | -1, texts: PlayerTexts): TemplateResult {
  const { skipSeconds } = CONFIG;
  const [name, icon, key] =
    by < 0 ? ([texts.skipBack, 'skipBack', 'j'] as const) : ([texts.skipForward, 'skipForward', 'l'] as const);
  const time = formatSpokenTime(skipSeconds, texts.locale);
  const ask = (): void => request(target, 'skip-request', { seconds: by * skipSeconds });
  return iconButton(part, interpolate(name, { time }), icon, ask, { key });
}

/** Draws both skip buttons of the bar, from left to right on every page, as time runs there. */
export const skipButtons = (target: EventTarget, texts: PlayerTexts): TemplateResult =>
  html`<div class="skips" dir="ltr">${([-1, 1] as const).map((by) => skipButton(target, 'skip-button', by, texts))}</div>`;
