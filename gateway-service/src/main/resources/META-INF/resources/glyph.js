const GETA = '〓'; // printers' sign for a character that is missing

/** The character of a code such as U+306F; of one that is found and not read, or no character's, the geta. */
export function glyph(code) {
  const point = /^U\+[0-9A-Fa-f]{4,6}$/.test(code || '') ? parseInt(code.slice(2), 16) : NaN;
  return point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : GETA;
}

/** Whether this browser has a font with kana: a character that no font has looks the same as one that cannot be. */
export function hasJapaneseFont() {
  const pictures = ['\u306e', '\u{10fffd}'].map((text) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 24;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.font = '18px serif';
    context.fillText(text, 2, 20);
    return context.getImageData(0, 0, 24, 24).data.join();
  });
  return pictures[0] !== pictures[1];
}
