import { MAX_FORM_BYTES } from '../../model/limits.js';
import { defineTransport } from './transport.js';

/**
 * Sends a file of up to 200 MB as one form POST, field `file`. It cannot resume: every attempt starts over. Few
 * endpoints need it, so its code is loaded before the first byte.
 */
export const formTransport = defineTransport({
  name: 'form',
  isResumable: false,
  maxBytes: MAX_FORM_BYTES,
  async send(file, options) {
    const { postForm } = await import('./post-form.js');
    await postForm(file, options);
  },
  readOffset: () => Promise.resolve(null),
});
