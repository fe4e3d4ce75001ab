// For eleventy.config.js: config.addPlugin(cfStream, { customerCode: 'YOUR_CODE' }); in a page: {% stream "VIDEO_UID", "My video" %}
const ESCAPES = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
const escape = (text) => String(text).replace(/[&"<>]/g, (letter) => ESCAPES[letter]);

export default function cfStream(config, { customerCode, tokenEndpoint, folder = '/cdn-0.1.0' }) {
  config.addPassthroughCopy(folder.slice(1));
  config.addShortcode('stream', (uid, title, poster) => {
    if (!/^[0-9a-f]{32}$/.test(uid)) throw new Error(`stream: "${uid}" is no video ID.`);
    const attributes = {
      src: uid,
      'customer-code': customerCode,
      'token-endpoint': tokenEndpoint,
      'video-title': title,
      poster,
    };
    const written = Object.entries(attributes)
      .filter(([, value]) => value)
      .map(([name, value]) => ` ${name}="${escape(value)}"`);
    // The same script twice on a page is loaded once.
    return (
      `<link rel="stylesheet" href="${folder}/cf-stream-elements.css">` +
      `<script type="module" src="${folder}/cf-stream-player.min.js"></script>` +
      `<cf-stream-player${written.join('')}></cf-stream-player>`
    );
  });
}
