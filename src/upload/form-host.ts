import { property, state } from 'lit/decorators.js';
import { MovableElement } from '../shared/movable-element.js';
import { UploadFormControl } from './form-control.js';

/** Base class with the properties and methods of a form control, answered by its `ElementInternals`. */
export abstract class UploadFormHost extends MovableElement {
  /** Makes the element a form control. */
  static readonly formAssociated = true;

  /** Name under which the form sends the video's uid; of several, each under the same name. */
  @property({ reflect: true, useDefault: true }) name = '';
  /** Whether the form needs a video. */
  @property({ type: Boolean, reflect: true }) required = false;
  /** Whether it does nothing. A file that is being sent goes on. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  @state() private isFieldsetDisabled = false;

  /** @internal Value, validity and states that the form sees. */
  protected readonly formControl = new UploadFormControl(this.attachInternals());

  constructor() {
    super();
    this.takeOver();
  }

  get form(): HTMLFormElement | null {
    return this.formControl.internals.form;
  }

  get labels(): NodeList {
    return this.formControl.internals.labels;
  }

  get type(): string {
    return this.localName;
  }

  get validity(): ValidityState {
    return this.formControl.internals.validity;
  }

  get validationMessage(): string {
    return this.formControl.internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.formControl.internals.willValidate;
  }

  checkValidity(): boolean {
    return this.formControl.internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.formControl.internals.reportValidity();
  }

  /** Called by the browser when a `<fieldset disabled>` around it changes. */
  formDisabledCallback(disabled: boolean): void {
    this.isFieldsetDisabled = disabled;
  }

  /** Draws what has to do with the document. Whatever is being sent goes on. */
  protected override adopted(): void {
    this.requestUpdate();
  }

  /** @internal Whether it, or a fieldset around it, is disabled. */
  protected get isDisabled(): boolean {
    return this.disabled || this.isFieldsetDisabled;
  }
}
