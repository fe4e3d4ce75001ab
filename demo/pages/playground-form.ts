import type { AttributeSetting, Framework, Settings } from './playground-code.js';

type Control = HTMLInputElement | HTMLSelectElement;

const FRAMEWORKS: readonly string[] = ['html', 'react', 'vue', 'svelte', 'angular'] satisfies Framework[];
const isFramework = (text: string): text is Framework => FRAMEWORKS.includes(text);
const isChecked = (control: Control): boolean =>
  control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio');

/** The controls of one element's settings. */
export class SettingsForm {
  readonly #form: HTMLFormElement;

  constructor(form: HTMLFormElement) {
    this.#form = form;
    // The search text is no setting: only a reset of the whole form clears it.
    form.addEventListener('input', () => this.#find());
    form.addEventListener('reset', () => setTimeout(() => this.#find()));
  }

  /** Hides the settings in which the words that are looked for do not occur. */
  #find(): void {
    const words = this.#form.querySelector<HTMLInputElement>('[data-find]')?.value.toLowerCase().trim() ?? '';
    for (const setting of this.#form.querySelectorAll<HTMLElement>('.setting'))
      setting.hidden = !setting.textContent.toLowerCase().includes(words);
    if (words) for (const group of this.#form.querySelectorAll('details')) group.open = true;
  }

  get #controls(): readonly Control[] {
    return [...this.#form.elements].filter(
      (it): it is Control => (it instanceof HTMLInputElement || it instanceof HTMLSelectElement) && it.name !== '',
    );
  }

  /** Selected target of the code. */
  get framework(): Framework {
    const [chosen] = this.#changed('code', { withDefaults: true });
    return chosen && isFramework(chosen.value) ? chosen.value : 'html';
  }

  /** Reads the settings that differ from the defaults; omits invalid ones. */
  read(): Settings {
    return {
      attributes: this.#changed('attribute').map((control): AttributeSetting => {
        const { of: name = '', property, number } = control.dataset;
        const isBare = isChecked(control) || control.value === 'true';
        return { name, value: isBare ? true : control.value, isNumber: number !== undefined, property };
      }),
      properties: this.#changed('property').map(({ dataset, value }) => [dataset.of ?? '', value] as const),
      slots: this.#changed('slot').map(({ dataset }) => dataset.of ?? ''),
      part: this.#changed('part')[0]?.value ?? '',
    };
  }

  /** Controls of a kind that are set, valid, and not at their defaults. */
  #changed(kind: string, { withDefaults = false } = {}): readonly Control[] {
    return this.#controls.filter((control) => {
      if (control.dataset.kind !== kind || !control.validity.valid) return false;
      if (control instanceof HTMLSelectElement) return control.value !== '';
      if (isChecked(control)) return control.checked && (withDefaults || !control.defaultChecked);
      return control.value !== control.defaultValue;
    });
  }

  /** Names and values for the page's address. */
  entries(): readonly (readonly [name: string, value: string])[] {
    return ['attribute', 'property', 'slot', 'part', 'code']
      .flatMap((kind) => this.#changed(kind))
      .map((control) => [control.name, isChecked(control) && control.type !== 'radio' ? 'true' : control.value]);
  }

  /** Applies the settings in a URL, and the defaults for the rest. */
  restore(wanted: URLSearchParams): void {
    this.#form.reset();
    for (const control of this.#controls) {
      const value = wanted.get(control.name);
      if (value === null) continue;
      if (control instanceof HTMLInputElement && control.type === 'checkbox') control.checked = true;
      else if (control instanceof HTMLInputElement && control.type === 'radio')
        control.checked ||= control.value === value;
      else if (control.type !== 'color' || /^#[0-9a-f]{6}$/i.test(value)) control.value = value;
    }
  }

  /** Opens the groups in which something is set. */
  openGroups(): void {
    for (const group of this.#form.querySelectorAll('details'))
      group.open ||= ['attribute', 'property', 'slot', 'part']
        .flatMap((kind) => this.#changed(kind))
        .some((control) => group.contains(control));
  }
}
