// What vue-tsc checks a template against. Nothing runs here.
import type {} from 'cf-stream-elements/vue';
import type { GlobalComponents, ImgHTMLAttributes } from 'vue';

type PropsOf<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>['$props'];
type EmitOf<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>['$emit'];

export const player: PropsOf<'cf-stream-player'> = {
  src: 'VIDEO_UID',
  'token-endpoint': '/api/videos/{uid}/token',
  getToken: async (uid, { signal }) => (await fetch(`/tokens/${uid}`, { signal })).text(),
  muted: true,
  class: 'wide',
  engine: 'hls.js',
  loopRange: [5, 9],
};
export const poster: ImgHTMLAttributes = { slot: 'poster', src: '/poster.jpg', alt: '' };
export const transcript: PropsOf<'cf-stream-transcript'> = { for: 'player', class: 'wide' };
export const upload: PropsOf<'cf-stream-upload'> = { endpoint: '/api/uploads', multiple: true, modelValue: '' };
// @ts-expect-error There is no such value.
export const wrong: PropsOf<'cf-stream-player'> = { preload: 'everything' };
// @ts-expect-error `hls` is not the name of an engine.
export const other: PropsOf<'cf-stream-player'> = { engine: 'hls' };

export function hear(
  emit: EmitOf<'cf-stream-player'>,
  chapter: HTMLElementEventMap['cf-stream-chapter'],
  progress: HTMLElementEventMap['cf-stream-progress'],
): void {
  emit('cf-stream-chapter', chapter);
  emit('cf-stream-progress', progress);
}
export function say(emit: EmitOf<'cf-stream-upload'>, event: HTMLElementEventMap['cf-stream-upload-ready']): void {
  emit('cf-stream-upload-ready', event);
  // @ts-expect-error The argument has to be an event.
  emit('cf-stream-upload-ready', 5);
}
