import { untrack } from 'svelte';

/** Something that is typed into and holds only once it is saved. */
interface Source {
  changed: () => boolean;
  /** Resolves when what is being stored is stored. */
  settled?: () => Promise<unknown> | undefined;
  /** Brings it into view. */
  show?: (() => void) | undefined;
}

/** A form of what the app holds. */
interface Form<Stored> {
  readonly changed: boolean;
  /** The app tells what holds now. */
  follow: (stored: Stored) => void;
  settled?: () => Promise<unknown>;
}

let sources = $state.raw<readonly Source[]>([]);

/** What would be lost if the window were closed now. */
export const unsaved = {
  get any(): boolean {
    return sources.some(({ changed }) => changed());
  },

  /** For a component: what is typed counts as long as the component is there. */
  watch(source: Source): void {
    $effect(() => {
      sources = [...untrack(() => sources), source];
      return () => (sources = untrack(() => sources).filter((other) => other !== source));
    });
  },

  /** For a component: its form of what the app holds. Every form of the settings is made here, so that
   *  none is left without what is typed there being stored or asked about. */
  form<Stored, F extends Form<Stored>>(
    stored: () => Stored,
    make: (stored: Stored) => F,
    show: () => void,
  ): F {
    const form = untrack(() => make(stored()));
    unsaved.watch({ changed: () => form.changed, settled: () => form.settled?.(), show });
    $effect(() => {
      const now = stored();
      untrack(() => form.follow(now));
    });
    return form;
  },

  /** Shows what would be lost, or the first of it. */
  show(): void {
    sources.find(({ changed }) => changed())?.show?.();
  },

  /** Leaves the field that is typed into, which stores it where fields are stored one by one. */
  async settle(): Promise<void> {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await Promise.all(sources.map(async ({ settled }) => settled?.()));
  },
};
