import { Semaphore } from '../../src/upload/model/concurrency.js';
import { UploadItem } from '../../src/upload/sending/upload-item.js';
import type { UploadItemOptions } from '../../src/upload/sending/upload-item-options.js';
import type { UploadSettings } from '../../src/upload/sending/upload-settings.js';

/** Makes an item that checks and sends its file at once, and refuses nothing. */
export function makeUploadItem(
  changes: Partial<UploadItemOptions<UploadItem>> = {},
  settings: Partial<UploadSettings> = {},
): UploadItem {
  return new UploadItem('1', {
    settings: () => ({
      endpoint: '/uploads',
      createUpload: null,
      statusEndpoint: '',
      scope: 'scope',
      chunkBytes: null,
      accept: '',
      maxBytes: 1e9,
      maxSeconds: null,
      ...settings,
    }),
    checks: new Semaphore(() => 1),
    sends: new Semaphore(() => 1),
    accepts: () => Promise.resolve(true),
    claims: () => true,
    onChange: () => undefined,
    ...changes,
  });
}
