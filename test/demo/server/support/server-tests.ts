// All tests of what the server does, to be run on another host: they declare themselves when they are imported. All at
// once, because a file that takes a moment between two of them looks as if it were at its end.
import '../app.test.js';
import '../guard.test.js';
import '../requests.test.js';
import '../rate-limit.test.js';
import '../poll.test.js';
import '../state-reader.test.js';
import '../upload-routes.test.js';
import '../video-routes.test.js';
import '../webhook-route.test.js';
