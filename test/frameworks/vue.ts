// What vue-tsc checks a template against. Nothing runs here.
import type {} from 'cf-stream-elements/vue';
import type { GlobalComponents } from 'vue';

type PropsOf<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>['$props'];
type EmitOf<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>['$emit'];

export const player: PropsOf<'cf-stream-player'> = {
  src: 'VIDEO_UID',
  'token-endpoint': '/api/videos/{uid}/token',
  getToken: async (uid, { signal }) => (await fetch(`/tokens/${uid}`, { signal })).text(),
  muted: true,
  class: 'wide',
};
export const upload: PropsOf<'cf-stream-upload'> = { endpoint: '/api/uploads', multiple: true, modelValue: '' };
// @ts-expect-error There is no such value.
export const wrong: PropsOf<'cf-stream-player'> = { preload: 'everything' };

export function say(emit: EmitOf<'cf-stream-upload'>, event: HTMLElementEventMap['cf-stream-upload-ready']): void {
  emit('cf-stream-upload-ready', event);
  // @ts-expect-error It is an event.
  emit('cf-stream-upload-ready', 5);
}
