/**
 * Steps of confidence, from sure to doubtful. From dark blue over red to orange both lightness and hue go one way, so that they are told apart without
 * seeing red or green, and in grey; doubtful boxes have wider lines as well.
 */
export const STEPS = [
  { from: 0.95, name: '95 % and more', colour: '#12377f', width: 1.2 },
  { from: 0.8, name: '80 to 95 %', colour: '#7b45b5', width: 1.6 },
  { from: 0.5, name: '50 to 80 %', colour: '#d54a63', width: 2.2 },
  { from: 0, name: 'below 50 %', colour: '#e88a00', width: 2.8 },
];

/** The place of a score's step in {@link STEPS}. */
export const step = (score) => STEPS.findIndex((each) => score >= each.from);
