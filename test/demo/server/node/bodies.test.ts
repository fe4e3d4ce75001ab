import { testBodies } from '../support/body-tests.js';

testBodies('bodies through a socket');
