import { MAX_FORM_BYTES } from '../../model/limits.js';
import { defineTransport } from './transport.js';

/**
 * Sends a file of up to 200 MB as one form POST, field `file`. It cannot go on where it stopped: every attempt begins
 * at the first byte. Most endpoints never ask for it: its code comes when one does, before that byte.
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
