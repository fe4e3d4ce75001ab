import type { CfStreamPlayer } from '../../src/define/player.js';
import { find, setText } from './dom.js';
import { formatMeter, type MeterReading } from './texts.js';

const ENDPOINT = '/api/videos/{uid}/token';
/** The same tokens, but good for ten seconds; only the demo has it. */
const SHORT_ENDPOINT = '/ten-second-tokens/{uid}';
/** The part of its life after which the player renews a token. */
const RENEW_AFTER_LIFE = 0.8;
/** Shortest stall that counts: shorter ones, such as on a change of quality, are not noticeable. */
const SHORTEST_STALL_MS = 250;
/** Longer steps of the position are seeks. */
const LONGEST_STEP_SECONDS = 1.5;

/** Counts token renewals, stalls and fetched seconds of the player, and shows them below the picture. */
export class Meter {
  readonly #player: CfStreamPlayer;
  readonly #list = find('#meter', HTMLElement);
  #tokens = 0;
  #renewsAt: number | null = null;
  #stalls = 0;
  #fetched = 0;
  #watched = 0;
  #lastTime: number | null = null;

  constructor(player: CfStreamPlayer) {
    this.#player = player;
    player.addEventListener('emptied', () => this.#reset());
    player.addEventListener('cf-stream-token', ({ detail }) => this.#onToken(detail.expiresAt));
    player.addEventListener('waiting', () => this.#onWaiting());
    player.addEventListener('timeupdate', () => this.#onTime());
    player.addEventListener('cf-stream-delivery', ({ detail }) => {
      this.#fetched = Math.max(this.#fetched, detail.fetchedSeconds);
    });
    const short = find('#short-tokens', HTMLInputElement);
    short.addEventListener('change', () => {
      player.tokenEndpoint = short.checked ? SHORT_ENDPOINT : ENDPOINT;
      // From now on, and not after the hour that the last one is good for.
      void player.updateComplete.then(() => player.refreshToken()).catch(() => undefined);
    });
    setInterval(() => this.#update(), 500);
    this.#update();
  }

  #reset(): void {
    this.#tokens = this.#stalls = this.#fetched = this.#watched = 0;
    this.#renewsAt = this.#lastTime = null;
    this.#update();
  }

  #onToken(expiresAt: number): void {
    this.#tokens += 1;
    const now = Date.now();
    this.#renewsAt = now + RENEW_AFTER_LIFE * (expiresAt - now);
    this.#update();
  }

  #onWaiting(): void {
    // The first frame, and a place that was jumped to, are waited for by everybody.
    if (this.#watched === 0 || this.#player.seeking || this.#player.paused) return;
    const { currentTime } = this.#player;
    setTimeout(() => {
      const { currentTime: now, seeking, paused } = this.#player;
      if (now === currentTime && !seeking && !paused) this.#stalls += 1;
    }, SHORTEST_STALL_MS);
  }

  #onTime(): void {
    const { currentTime, seeking } = this.#player;
    const step = currentTime - (this.#lastTime ?? currentTime);
    this.#lastTime = currentTime;
    if (!seeking && step > 0 && step < LONGEST_STEP_SECONDS) this.#watched += step;
  }

  #update(): void {
    const { buffered, paused } = this.#player;
    let seconds = 0;
    for (let at = 0; at < buffered.length; at += 1) seconds += buffered.end(at) - buffered.start(at);
    this.#fetched = Math.max(this.#fetched, seconds);
    const left = this.#renewsAt === null ? null : (this.#renewsAt - Date.now()) / 1_000;
    const reading: MeterReading = {
      renewals: Math.max(0, this.#tokens - 1),
      // Nobody is watching: the next token is requested when somebody does.
      nextSeconds: paused || left === null || left < 0 ? null : left,
      stalls: this.#stalls,
      fetchedSeconds: this.#fetched,
      watchedSeconds: this.#watched,
    };
    const facts = formatMeter(reading);
    const items = facts.map((fact, at) => {
      const item = this.#list.children[at] ?? document.createElement('li');
      // By itself, whatever the direction of the page.
      if (!item.firstElementChild) item.append(document.createElement('bdi'));
      setText(item.firstElementChild ?? item, fact);
      return item;
    });
    // Only if their number changes: replaced text loses its selection.
    if (items.length !== this.#list.children.length) this.#list.replaceChildren(...items);
  }
}
