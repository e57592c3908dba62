import { ask } from '../backend/backend';
import type { ChartSpan, ChartView } from '../backend/bindings';
import { errorText } from '../error-text';

interface Loaded {
  span: ChartSpan;
  chart: ChartView;
}

/** What was seen last is shown until there is newer, so that nothing blinks on the way back. */
const seen: Record<string, Loaded> = {};

/** The history of one account, as it was asked for last. */
export class ChartLoad {
  loaded = $state.raw<Loaded | null>(null);
  problem = $state.raw<string | null>(null);

  #asked = 0;
  async load(id: string, span: ChartSpan): Promise<void> {
    const key = `${span} ${id}`;
    const asked = (this.#asked += 1);
    const earlier = seen[key];
    if (earlier) this.loaded = earlier;
    try {
      const loaded = { span, chart: await ask({ command: 'balanceChart', id, span }) };
      seen[key] = loaded;
      if (asked !== this.#asked) return;
      this.loaded = loaded;
      this.problem = null;
    } catch (error) {
      if (asked === this.#asked) this.problem = errorText(error);
    }
  }
}
