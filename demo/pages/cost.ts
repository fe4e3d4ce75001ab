/** Prices are in dollars for 1,000 minutes, which is how Stream states them. */
const PRICE_UNIT_MINUTES = 1_000;

/** Usage that determines the bill, in minutes. */
export interface Usage {
  readonly stored: number;
  readonly watched: number;
  /** Minutes fetched for a minute that is watched: 1 where nothing is fetched in vain. */
  readonly fetchedPerWatched: number;
  readonly storePrice: number;
  readonly deliverPrice: number;
}

/** Estimates a month's bill, in dollars. Storage is sold per thousand minutes; invalid numbers count as 0. */
export function calculate(usage: Usage): {
  readonly stored: number;
  readonly delivered: number;
  readonly total: number;
} {
  const dollars = (minutes: number, price: number): number => {
    const value = (minutes / PRICE_UNIT_MINUTES) * price;
    return Number.isFinite(value) && value > 0 ? value : 0;
  };
  const bought = Math.ceil(usage.stored / PRICE_UNIT_MINUTES) * PRICE_UNIT_MINUTES;
  const stored = dollars(bought, usage.storePrice);
  const delivered = dollars(usage.watched * usage.fetchedPerWatched, usage.deliverPrice);
  return { stored, delivered, total: stored + delivered };
}
