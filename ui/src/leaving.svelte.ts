import { tick } from 'svelte';
import { unsaved } from './unsaved.svelte';

/** Leaving what is shown, which may hold something that is not saved. */
export class Leaving {
  /** What is to be done once what is typed is stored, or once the person agrees to lose it; and where
   *  the focus was. */
  wish = $state.raw<{ then: () => void; from: Element | null } | null>(null);
  /** The person is asked whether what is typed may be lost. */
  asking = $state.raw(false);

  /** Goes on at once where nothing is unsaved, and else asks first. Whoever wants something else
   *  meanwhile is not asked twice: what was wanted last is what is done. */
  readonly leave = async (then: () => void): Promise<void> => {
    const before = this.wish;
    this.wish = { then, from: before ? before.from : document.activeElement };
    if (before) return;
    await unsaved.settle();
    this.asking = unsaved.any;
    if (this.asking) unsaved.show();
    else this.goOn();
  };

  readonly goOn = (): void => {
    const then = this.wish?.then;
    this.wish = null;
    this.asking = false;
    then?.();
  };

  readonly keep = async (): Promise<void> => {
    const from = this.wish?.from;
    this.wish = null;
    this.asking = false;
    await tick();
    if (from instanceof HTMLElement) from.focus();
    // It may be in a section that is no longer shown.
    if (document.activeElement !== from) document.querySelector('h1')?.focus();
  };
}
