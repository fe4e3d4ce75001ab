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
/** Folder of the programs of PostgreSQL, if it is there. */
export function findPostgres(): string | undefined;
/** Path of wrk, which asks a server as often as it can, if it is there. */
export function findWrk(): string | undefined;
/** Path of nginx, if it is there. */
export function findNginx(): string | undefined;
/** Path of Caddy, if it is there. */
export function findCaddy(): string | undefined;
/** Path of Hugo, if it is there. */
export function findHugo(): string | undefined;
/** Path of PHP's command, if it is there. */
export function findPhp(): string | undefined;
/** Folder that WordPress is unpacked in. */
export const wordpressFolder: string;
/** Folder of WordPress's own files, if they are there. */
export function findWordpress(): string | undefined;
/** Folder that the Workers runtime is installed in. */
export const workerdFolder: string;
/** Path of the Workers runtime, if it is there. */
export function findWorkerd(): string | undefined;
