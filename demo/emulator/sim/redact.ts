/**
 * Redacts a path for display: tokens, one-time parts of upload URLs and signatures are replaced by placeholders.
 *
 * @param url path and query
 */
export function redactUrl(url: string): string {
  return (
    url
      .replace(/^\/\w+\/webRTC\/publish/, '/<secret>/webRTC/publish')
      .replace(/^\/(tus|upload)\/([^/?.]*)\.[^/?]*/, '/$1/$2.<capability>')
      // Begins only where a word does: tried at each of its letters, a long path would take seconds.
      .replace(/(?<![\w-])[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, '<token>')
      .replace(/([?&](?:token|p|s)=)[^&]*/g, (whole, name: string) =>
        whole === `${name}<token>` ? whole : `${name}<redacted>`,
      )
  );
}
