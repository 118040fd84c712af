/**
 * What the page view is made of, before it is looked for (page.js): in `<div id="page" hidden></div>`. Tools of the page's own that stand in there come
 * last among the tools; `data-keys` says what further keys do.
 */
const page = document.getElementById('page');
const own = [...page.children];
page.innerHTML = `
  <div class="tools" role="toolbar" aria-label="The page">
    <span class="group">
      <button type="button" data-act="smaller" aria-label="Smaller" title="Smaller (-)">−</button>
      <output id="size" class="quiet" aria-live="off">100 %</output>
      <button type="button" data-act="larger" aria-label="Larger" title="Larger (+)">+</button>
      <button type="button" data-act="fit" title="The whole page (0)">Fit</button>
      <button type="button" data-act="full" title="The whole screen (f)">Full screen</button>
    </span>
    <span class="group">
      <label class="check"><input type="checkbox" data-layer="boxes" checked> Boxes</label>
      <label class="check"><input type="checkbox" data-layer="glyphs" checked> Characters</label>
      <label class="check"><input type="checkbox" data-layer="order"> Order</label>
    </span>
    <span class="group">
      <button type="button" data-act="previous" title="The character before (p)" aria-label="The character before">‹</button>
      <button type="button" data-act="next" title="The next character (n)" aria-label="The next character">›</button>
      <button type="button" data-act="doubtful" title="The next below 80 % (d)">Next doubtful</button>
    </span>
  </div>
  <div class="stage">
    <canvas id="canvas" class="canvas" lang="ja" tabindex="0" role="application"
      aria-label="The page with its characters. Arrow keys move it, plus and minus zoom, 0 shows all of it; n, p and d go to the next, the previous and the next doubtful character."></canvas>
    <div id="character" class="character" hidden></div>
  </div>
  <p id="said" class="unseen" role="status"></p>
  <div id="legend" class="legend" role="group" aria-label="Confidence: which characters are shown"></div>
  <p id="fonts" class="quiet" hidden>This browser has no Japanese font, so characters look like empty boxes: install one, such as fonts-noto-cjk.</p>
`;
page.querySelector('.tools').append(...own);
const canvas = page.querySelector('canvas');
canvas.setAttribute('aria-label', [canvas.getAttribute('aria-label'), page.dataset.keys ?? ''].join(' ').trim());
