/** Path of a Chromium, if there is one. `CHROMIUM` in the environment goes first. */
export function findChromium(): string | undefined;
/** Path of a Firefox, if there is one. `FIREFOX` in the environment goes first. */
export function findFirefox(): string | undefined;
/** Paths of what WebKitGTK needs, if all of it is there. */
export function findWebkit(): { driver: string; display: string; browser: string } | undefined;
/** Path of ffmpeg, if there is one. */
export function findFfmpeg(): string | undefined;
/** Whether Firefox will find what it decodes H.264 with. */
export function hasLibavcodec(): boolean;
