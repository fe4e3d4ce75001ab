import BaseUpload from 'tus-js-client/lib/upload.js';
import HttpStack from 'tus-js-client/lib/browser/httpStack.js';
import FileSource from 'tus-js-client/lib/browser/sources/FileSource.js';

/** What tus-js-client gives a browser, for files alone. */
const options = {
  httpStack: new HttpStack(),
  fileReader: { openFile: (file) => Promise.resolve(new FileSource(file)) },
  fingerprint: () => Promise.resolve(null),
};

export class Upload extends BaseUpload {
  constructor(file, given) {
    super(file, { ...options, ...given });
  }
}
