import type { AccountView, ChartPoint, ChartSpan, ChartView } from './bindings';

/** How a balance came to what it is: what an hour cost, and what was bought when little was left. */
export interface Past {
  cost: (hour: Date) => number;
  pack: number | null;
}

const hourMillis = 3_600_000;
const hoursIn: Record<ChartSpan, number> = { day: 24, week: 168, month: 720, quarter: 2160 };

const isWeekend = (hour: Date) => hour.getDay() === 0 || hour.getDay() === 6;
const isBetween = (hour: Date, from: number, to: number) =>
  hour.getHours() >= from && hour.getHours() < to;

/** Between 0 and 1, and the same for the same hour, so that pictures are too. */
function chance(hour: Date, salt: number): number {
  const wave = Math.sin((hour.getTime() / hourMillis) * 12.9898 + salt * 78.233) * 43758.5453;
  return wave - Math.floor(wave);
}

/** The pasts of accounts as people have them, by account. */
export const pasts: Record<string, Past> = {
  // A product with users: busy on working days.
  'openrouter-prod': {
    cost: (hour) => {
      const busy = isBetween(hour, 9, 18) ? 0.7 : isBetween(hour, 18, 23) ? 0.2 : 0.05;
      return (isWeekend(hour) ? busy / 3 : busy) * (0.5 + chance(hour, 1));
    },
    pack: 50,
  },
  // Videos, rendered in an afternoon every two or three days.
  'kie-video': {
    cost: (hour) => {
      const day = new Date(hour.getFullYear(), hour.getMonth(), hour.getDate());
      const isJob = chance(day, 2) < 0.45 && isBetween(hour, 13, 16);
      return isJob ? 50 + 70 * chance(hour, 3) : 0;
    },
    pack: 1000,
  },
  // Songs of twelve credits, when a band has time to play with them.
  'suno-band': {
    cost: (hour) => {
      const isTime = isBetween(hour, 19, 24) && (isWeekend(hour) || [2, 5].includes(hour.getDay()));
      return isTime ? 12 * Math.floor(3 * chance(hour, 4)) : 0;
    },
    pack: null,
  },
  // A few jingles of five credits before noon.
  'music-jingles': {
    cost: (hour) =>
      isBetween(hour, 9, 12) && !isWeekend(hour) ? 5 * Math.floor(5 * chance(hour, 5)) : 0,
    pack: 500,
  },
  // A program that runs day and night.
  'evolink-thumbnails': { cost: (hour) => 1.2 + 1.2 * chance(hour, 6), pack: null },
};

/** The chart of an account with such a past, worked out backwards from what is left now. */
export function chartOfPast(
  { available, lowBelow }: AccountView,
  span: ChartSpan,
  past: Past,
  now: number,
): ChartView {
  const worded = (amount: number) =>
    available?.unit === 'USD' ? `$${amount.toFixed(2)}` : `${amount.toFixed(2)} credits`;
  const low = Number(lowBelow ?? 0);
  const chart: ChartView = {
    from: iso(now - hoursIn[span] * hourMillis),
    to: iso(now),
    points: [],
    topUps: [],
    alerts: [],
    spend: [],
  };
  const points: ChartPoint[] = [];
  const spent = new Map<string, number>();
  let amount = Number(available?.amount ?? 0);
  for (let ago = 0; ago <= hoursIn[span]; ago += 1) {
    const hour = new Date(now - ago * hourMillis);
    points.unshift({ at: iso(hour.getTime()), amount: amount.toFixed(2), text: worded(amount) });
    const cost = past.cost(hour);
    const day = iso(hour.getTime()).slice(0, 10);
    spent.set(day, (spent.get(day) ?? 0) + cost);
    if (amount < low && amount + cost >= low)
      chart.alerts.unshift({ at: iso(hour.getTime()), text: 'Low' });
    amount += cost;
    if (past.pack !== null && amount > 1.06 * past.pack) {
      amount -= past.pack;
      chart.topUps.unshift({ at: iso(hour.getTime()), text: `${worded(past.pack)} added` });
    }
  }
  chart.points = points;
  chart.spend = [...spent]
    .reverse()
    .map(([date, cost]) => ({ date, amount: cost.toFixed(2), text: worded(cost) }));
  return chart;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
