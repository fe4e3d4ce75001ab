import { expect } from '@open-wc/testing';
import { savesData } from '../../../src/player/playback/running-engine.js';

describe('savesData', () => {
  afterEach(() => void Reflect.deleteProperty(navigator, 'connection'));

  it('says whether the viewer saves data, and no where the browser does not tell', () => {
    const answers = [{ saveData: true }, { saveData: false }, undefined].map((connection) => {
      Object.defineProperty(navigator, 'connection', { value: connection, configurable: true });
      return savesData();
    });
    expect(answers).to.deep.equal([true, false, false]);
  });
});
