/** Preferred ports: when one is taken the next free one is used; 0 means any. */
export type Ports = {
  readonly web: number;
  readonly simulator: number;
  readonly api: number;
  readonly postgres: number;
  readonly temporal: number;
  readonly temporalUi: number;
  readonly metrics: number;
};

/** Of `npm start`, as ARCHITECTURE.md promises them. */
export const preferredPorts: Ports = {
  web: 3000,
  simulator: 3001,
  api: 3002,
  postgres: 5433,
  temporal: 7233,
  temporalUi: 8233,
  metrics: 9464,
};

/** Of tests and demos: whatever is free. */
export const anyPorts: Ports = {
  web: 0,
  simulator: 0,
  api: 0,
  postgres: 0,
  temporal: 0,
  temporalUi: 0,
  metrics: 0,
};
