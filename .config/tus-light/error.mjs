/** The error of tus-js-client without its message, which holds the upload URL and all that was answered. */
export default class DetailedError extends Error {
  constructor(message, cause, request, response) {
    super();
    this.originalResponse = response;
    this.causingError = cause;
  }
}
