import { css } from 'lit';

/** Styles of several files in the uploader, added with the list. */
export const uploadListStyles = [
  css`
  .summary {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 6px 16px;
    padding: 14px 18px 12px;
    font-variant-numeric: tabular-nums;
  }
  .sum {
    font-weight: 600;
  }
  .sum-pace {
    color: var(--_text-muted);
    font-size: 0.875em;
  }
  .sum-progress {
    grid-column: 1 / -1;
    appearance: none;
    inline-size: 100%;
    block-size: 4px;
    border: 0;
    border-radius: 16px;
    background: color-mix(in srgb, var(--_text) 12%, transparent);
    overflow: hidden;
  }
  .sum-progress::-webkit-progress-bar {
    background: transparent;
  }
  .sum-progress::-webkit-progress-value {
    border-radius: 16px;
    background: var(--_accent);
  }
  .sum-progress::-moz-progress-bar {
    border-radius: 16px;
    background: var(--_accent);
  }
  .list {
    margin: 0;
    padding: 0;
    /* Not none: VoiceOver would take it for no list. */
    list-style-type: '';
  }
  .list > li {
    border-block-start: 1px solid var(--_line);
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding: 12px;
    border-block-start: 1px solid var(--_line);
  }
  .add {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    border-style: dashed;
  }
  @container (width < 384px) {
    .summary {
      grid-template-columns: minmax(0, 1fr);
    }
    .foot > button {
      inline-size: 100%;
      justify-content: center;
    }
  }
  @media (forced-colors: active) {
    .sum-progress {
      border: 1px solid CanvasText;
      forced-color-adjust: none;
    }
    .sum-progress::-webkit-progress-value {
      background: Highlight;
    }
    .sum-progress::-moz-progress-bar {
      background: Highlight;
    }
  }
`,
];
