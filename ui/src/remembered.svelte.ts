import type { ChartSpan } from './backend/bindings';

/** What the window keeps while it lives, so that a view is found again as it was left. */
export const remembered = $state<{
  span: ChartSpan;
  query: string;
  /** A search was asked for, although the accounts are few. */
  searching: boolean;
  scrolled: number;
}>({
  span: 'week',
  query: '',
  searching: false,
  scrolled: 0,
});
