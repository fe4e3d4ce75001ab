// All tests of what the server does, to be run on another host: importing them declares them. All are imported
// together, because the test runner takes a pause between two declarations for the end of the file.
import '../app.test.js';
import '../guard.test.js';
import '../requests.test.js';
import '../rate-limit.test.js';
import '../poll.test.js';
import '../state-reader.test.js';
import '../upload-routes.test.js';
import '../video-routes.test.js';
import '../webhook-route.test.js';
