/** What all pages need to know. */
export interface PageFacts {
  readonly uid: string;
  readonly token: string;
  /** Origin that the video is delivered from. */
  readonly media: string;
}

/** One of the pages that are compared: how it plays at once, and how after a click. */
export interface ComparedPage {
  readonly head: string;
  readonly autoplay: string;
  readonly click: string;
}

const POSTER = '/poster.jpg';
const BOX = 'display: block; width: 640px; height: 360px';

/**
 * A page for this one video by somebody who knows how: hls.js (its light build plays no separate sound, which Stream has), and
 * where it plays at once the playlist, are asked for ahead, and the token is in the page.
 */
function bare({ token, media }: PageFacts): ComparedPage {
  const master = `${media}/${token}/manifest/video.m3u8`;
  const begin = (when: string): string => `<script type="module">
      import Hls from '/hls.min.mjs';
      const video = document.querySelector('video');
      const hls = new Hls({ enableWorker: false });
      hls.attachMedia(video);
      ${when}
    </script>`;
  return {
    head: `<link rel="preconnect" href="${media}" crossorigin><link rel="modulepreload" href="/hls.min.mjs">`,
    autoplay: `<link rel="preload" as="fetch" crossorigin href="${master}">
      <video muted playsinline style="${BOX}"></video>
      ${begin(`hls.loadSource('${master}'); video.play();`)}`,
    click: `<video muted playsinline poster="${POSTER}" style="${BOX}"></video>
      ${begin(`video.addEventListener('click', () => { hls.loadSource('${master}'); video.play(); }, { once: true });`)}`,
  };
}

/** The page of this project's README: a style sheet, a script tag and the element, which fetches its token. */
function ours({ uid, media }: PageFacts): ComparedPage {
  const player = (attributes: string): string =>
    `<cf-stream-player muted ${attributes} src="${uid}" token-endpoint="/api/token?uid={uid}" delivery-origin="${media}" style="width: 640px"></cf-stream-player>`;
  return {
    head: `<link rel="stylesheet" href="/cdn/cf-stream-elements.css"><script type="module" src="/cdn/cf-stream-player.min.js"></script>`,
    autoplay: player('autoplay'),
    click: player(`poster="${POSTER}"`),
  };
}

/** The same without a poster of the page's own: the player shows a picture from Stream. */
function oursWithStill(facts: PageFacts): ComparedPage {
  const page = ours(facts);
  return { ...page, click: page.click.replace(/poster="[^"]*"/, '') };
}

/** The same with a connection that is opened ahead. */
function oursWithHints(facts: PageFacts): ComparedPage {
  const page = ours(facts);
  return { ...page, head: `<link rel="preconnect" href="${facts.media}" crossorigin>${page.head}` };
}

/** Lets the code behind the player's first file come beside that. */
const SESSION = '<link rel="modulepreload" href="/cdn/cf-stream-player.playback-session.min.js">';

/** The same with all that the README says for pages that are in a hurry: the token is asked for in the head, too. */
function oursWithSnippet(facts: PageFacts): ComparedPage {
  const page = oursWithHints(facts);
  const snippet = `<script>
      const url = '/api/token?uid=${facts.uid}';
      window.cfStreamTokenRequests = { [url]: fetch(url, { cache: 'no-store' }) };
    </script>`;
  return { ...page, head: snippet + page.head + SESSION };
}

/** The same where the server has written the token into the page, as all others have one. */
function oursWithToken(facts: PageFacts): ComparedPage {
  const { head, ...bodies } = oursWithHints(facts);
  const master = `<link rel="preload" as="fetch" crossorigin href="${facts.media}/${facts.token}/manifest/video.m3u8">`;
  const give = (body: string): string => body.replace(' token-endpoint', ` token="${facts.token}" token-endpoint`);
  return { head: head + SESSION + master, autoplay: give(bodies.autoplay), click: give(bodies.click) };
}

/** Plyr over hls.js, as its documentation shows it; its files are bundled. */
function plyr({ token, media }: PageFacts): ComparedPage {
  const page = (attributes: string, autoplay: boolean): string =>
    `<video muted playsinline controls ${attributes} style="${BOX}"></video>
     <script type="module">import { start } from '/peers/plyr.js'; start('${media}/${token}/manifest/video.m3u8', ${autoplay});</script>`;
  return {
    head: '<link rel="stylesheet" href="/peers/plyr.css">',
    autoplay: page('', true),
    click: page(`data-poster="${POSTER}" poster="${POSTER}"`, false),
  };
}

/** Media Chrome around its `<hls-video>`, as its documentation shows it; its files are bundled. */
function mediaChrome({ token, media }: PageFacts): ComparedPage {
  const page = (attributes: string): string => `<media-controller style="${BOX}">
      <hls-video slot="media" src="${media}/${token}/manifest/video.m3u8" muted playsinline ${attributes}></hls-video>
      <media-poster-image slot="poster" src="${POSTER}"></media-poster-image>
      <media-control-bar><media-play-button></media-play-button><media-time-range></media-time-range>
      <media-time-display showduration></media-time-display><media-mute-button></media-mute-button>
      <media-fullscreen-button></media-fullscreen-button></media-control-bar></media-controller>`;
  return {
    head: '<script type="module" src="/peers/media-chrome.js"></script>',
    autoplay: page('autoplay').replace(/<media-poster-image.*image>/, ''),
    click: page('preload="none"'),
  };
}

/** The uploader, by itself. */
const uploader = (): ComparedPage => ({
  head: '<script type="module" src="/cdn/cf-stream-upload.min.js"></script>',
  autoplay: '',
  click: '<cf-stream-upload endpoint="/api/uploads" style="display: block; width: 640px"></cf-stream-upload>',
});

/** Every page by its name. */
const COMPARED: Readonly<Record<string, (facts: PageFacts) => ComparedPage>> = {
  bare,
  ours,
  'ours-still': oursWithStill,
  'ours-hints': oursWithHints,
  'ours-snippet': oursWithSnippet,
  'ours-token': oursWithToken,
  uploader,
  plyr,
  'media-chrome': mediaChrome,
};

/** The HTML of a page. */
const documentOf = (head: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Bench</title>${head}<body>${body}<p>Text below.</p></body></html>`;

/** Those pages, as `/name/autoplay` and `/name/click`. */
export function comparedPages(names: readonly string[], facts: PageFacts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const make = COMPARED[name];
      if (!make) throw new Error(`There is no page “${name}”: ${Object.keys(COMPARED).join(', ')}.`);
      const { head, autoplay, click } = make(facts);
      return [
        [`/${name}/autoplay`, documentOf(head, autoplay)],
        [`/${name}/click`, documentOf(head, click)],
      ];
    }),
  );
}

/** A page with this player in a box, with more attributes. */
export function pageInBox(
  { width, height }: { readonly width: number; readonly height: number },
  more: string,
  facts: PageFacts,
): string {
  const { head, autoplay } = ours(facts);
  return documentOf(
    head,
    autoplay
      .replace('width: 640px', `width: ${width}px; height: ${height}px`)
      .replace(' autoplay', ` autoplay ${more}`),
  );
}
