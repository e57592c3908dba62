import type { ChartView } from '../backend/bindings';
import { nearest } from './reading';
import { amountAxis, scale } from './scale';

/** A threshold far above the balance would press the line flat, and is left out. */
const highestThreshold = 2;

interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Mark {
  kind: 'topUp' | 'alert';
  x: number;
  y: number;
}

/** A balance as it is drawn. */
export interface Drawing {
  line: string;
  /** The lines of other wallets before. */
  earlier: string[];
  area: string;
  /** The readings. */
  xs: number[];
  ys: number[];
  amounts: { amount: number; y: number }[];
  thresholdY: number | null;
  marks: Mark[];
}

/** Between two readings nobody knows more than the earlier one said, so the line is a stair. */
export function drawing(chart: ChartView, threshold: string | null, frame: Frame): Drawing {
  const { points } = chart;
  const amounts = points.map(({ amount }) => Number(amount));
  const before = chart.earlier.flat();
  const all = [...before.map(({ amount }) => Number(amount)), ...amounts];
  const largest = Math.max(0, ...all);
  const drawn = threshold !== null && isNear(Number(threshold), largest) ? Number(threshold) : null;
  const { low, high, ticks } = amountAxis(Math.min(0, ...all), Math.max(largest, drawn ?? 0));
  const x = timeScale(chart, frame);
  const y = scale(low, high, frame.bottom, frame.top);

  const timeOf = ({ at }: { at: string }) => Date.parse(at);
  const times = [...before, ...points].map(timeOf);
  const xs = points.map((point) => x(timeOf(point)));
  const ys = amounts.map(y);
  const line = stair(xs, ys);
  const heights = all.map(y);
  const mark = (kind: Mark['kind'], at: string): Mark => ({
    kind,
    x: x(Date.parse(at)),
    y: heights[nearest(times, Date.parse(at))] ?? frame.bottom,
  });
  return {
    line,
    earlier: chart.earlier.map((line) =>
      stair(
        line.map((point) => x(timeOf(point))),
        line.map(({ amount }) => y(Number(amount))),
      ),
    ),
    area: line && `${line}V${rounded(y(0))}H${rounded(xs[0] ?? 0)}Z`,
    xs,
    ys,
    amounts: ticks.map((amount) => ({ amount, y: y(amount) })),
    thresholdY: drawn === null ? null : y(drawn),
    marks: [
      ...chart.topUps.map(({ at }) => mark('topUp', at)),
      ...chart.alerts.map(({ at }) => mark('alert', at)),
    ],
  };
}

/** From moments to places between the sides of a chart. */
export function timeScale({ from, to }: ChartView, { left, right }: Pick<Frame, 'left' | 'right'>) {
  return scale(Date.parse(from), Date.parse(to), left, right);
}

function isNear(threshold: number, largest: number): boolean {
  return largest === 0 || threshold <= largest * highestThreshold;
}

function stair(xs: number[], ys: number[]): string {
  return xs
    .map((x, index) => {
      const y = ys[index] ?? 0;
      return index === 0 ? `M${rounded(x)} ${rounded(y)}` : `H${rounded(x)}V${rounded(y)}`;
    })
    .join('');
}

function rounded(place: number): number {
  return Math.round(place * 10) / 10;
}
