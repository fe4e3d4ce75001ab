/** Path of a Chromium, if there is one. `CHROMIUM` in the environment goes first. */
export function findChromium(): string | undefined;
/** Path of a Firefox, if there is one. `FIREFOX` in the environment goes first. */
export function findFirefox(): string | undefined;
/** Paths of the programs that WebKitGTK needs, if all of them are there. */
export function findWebkit(): { driver: string; display: string; browser: string } | undefined;
/** Path of ffmpeg, if there is one. */
export function findFfmpeg(): string | undefined;
/** Whether Firefox has the library with which it decodes H.264. */
export function hasLibavcodec(): boolean;
/** Folder of PostgreSQL's programs, if they are there. */
export function findPostgres(): string | undefined;
/** Path of wrk, which measures a server under load, if it is there. */
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
