import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { writeMarkup, writeStyles, type Settings } from '../../../demo/pages/playground-code.js';

const NONE: Settings = { attributes: [], properties: [], slots: [], part: '' };
const SOME: Settings = {
  ...NONE,
  attributes: [
    { name: 'src', value: '0'.repeat(32) },
    { name: 'loop', value: true },
    { name: 'no-controls', value: true },
    { name: 'token-margin', value: '30', isNumber: true },
    { name: 'engine', value: 'native', property: 'enginePreference' },
    { name: 'label', value: '"A & B"' },
  ],
  slots: ['title', 'poster'],
};

describe('the code of the playground', () => {
  it('holds only the required attributes when nothing is set', () => {
    assert.equal(
      writeMarkup('html', 'cf-stream-player', NONE),
      `<script type="module" src="/cdn/cf-stream-player.min.js"></script>

<cf-stream-player
  src="VIDEO_UID"
  customer-code="YOUR_CODE"
  token-endpoint="/api/videos/{uid}/token"
></cf-stream-player>`,
    );
    assert.equal(writeStyles('cf-stream-player', NONE), '');
  });

  it('writes attributes and slots as HTML, with the given uid', () => {
    const code = writeMarkup('html', 'cf-stream-player', SOME);
    assert.match(code, /\n {2}src="0{32}"\n/);
    assert.doesNotMatch(code, /VIDEO_UID"/);
    assert.match(code, /\n {2}loop\n {2}no-controls\n {2}token-margin="30"\n {2}engine="native"\n/);
    assert.match(code, /\n {2}label="&quot;A &amp; B&quot;"\n>/);
    assert.match(code, /<span slot="title">[^<]+<\/span>\n {2}<img slot="poster" src="\/poster.jpg" alt="">\n</);
  });

  it('writes numbers and booleans as each framework needs them, and enginePreference where engine would be read-only', () => {
    const lines = (framework: 'react' | 'vue' | 'svelte' | 'angular'): string =>
      writeMarkup(framework, 'cf-stream-player', SOME).replace(/\n +/g, ' ');
    assert.match(lines('react'), / loop no-controls token-margin=\{30\} enginePreference="native" /);
    assert.match(lines('react'), /<img slot="poster" src="\/poster.jpg" alt="" \/>/);
    assert.match(lines('vue'), / loop no-controls :token-margin="30" enginePreference="native" /);
    assert.match(lines('svelte'), / loop no-controls token-margin=\{30\} engine="native" /);
    assert.match(lines('angular'), / \[loop\]="true" no-controls token-margin="30" engine="native" /);
  });

  it('quotes braces for Svelte, which would read them as code', () => {
    assert.match(writeMarkup('svelte', 'cf-stream-upload', NONE), /status-endpoint=\{'\/api\/videos\/\{uid\}'\}/);
    for (const framework of ['html', 'react', 'vue', 'angular'] as const)
      assert.match(writeMarkup(framework, 'cf-stream-upload', NONE), /status-endpoint="\/api\/videos\/\{uid\}"/);
  });

  it('escapes text that would end the template of an Angular component', () => {
    const attributes = [{ name: 'label', value: '`${evil}`' }];
    assert.match(writeMarkup('angular', 'cf-stream-player', { ...NONE, attributes }), /label="\\`\\\$\{evil\}\\`"/);
  });

  it('writes custom properties and the outline of a part as a style sheet', () => {
    const settings: Settings = { ...NONE, properties: [['--cf-stream-radius', '4px']], part: 'bar' };
    assert.equal(
      writeStyles('cf-stream-player', settings),
      `cf-stream-player {
  --cf-stream-radius: 4px;
}
cf-stream-player::part(bar) {
  outline: 3px dashed #d6249f;
}`,
    );
  });
});
