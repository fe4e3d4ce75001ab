// What Svelte's compiler checks a template against. Nothing runs here.
import type {} from 'cf-stream-elements/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

export const player: SvelteHTMLElements['cf-stream-player'] = {
  src: 'VIDEO_UID',
  'token-endpoint': '/api/videos/{uid}/token',
  getToken: async (uid, { signal }) => (await fetch(`/tokens/${uid}`, { signal })).text(),
  muted: true,
  class: 'wide',
  'oncf-stream-state': ({ detail, currentTarget }) => [detail.state.status, currentTarget.uid],
  onplaying: ({ currentTarget }) => currentTarget.refreshToken(),
  engine: 'hls.js',
  loopRange: [5, 9],
  'oncf-stream-chapter': ({ detail }) => detail.chapter?.title,
  'oncf-stream-progress': ({ detail }) => detail.percent,
};
export const transcript: SvelteHTMLElements['cf-stream-transcript'] = { for: 'player', class: 'wide' };
export const upload: SvelteHTMLElements['cf-stream-upload'] = {
  endpoint: '/api/uploads',
  'oncf-stream-upload-ready': ({ detail }) => detail.uid,
  onchange: ({ currentTarget }) => currentTarget.value,
};
// @ts-expect-error There is no such value.
export const wrong: SvelteHTMLElements['cf-stream-player'] = { preload: 'everything' };
// @ts-expect-error `hls` is not the name of an engine.
export const other: SvelteHTMLElements['cf-stream-player'] = { engine: 'hls' };
