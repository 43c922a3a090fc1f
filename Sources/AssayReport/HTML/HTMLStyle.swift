/// The style sheet of the page.
enum HTMLStyle {
  static let text = themes + page + parts + matrix + details + print

  private static let themes = """
    :root{color-scheme:light dark;\(HTMLPalette.properties(isDark: false))}
    @media screen and (prefers-color-scheme:dark){:root{\(HTMLPalette.properties(isDark: true))}}

    """

  private static let page = """
    *{box-sizing:border-box}
    html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:break-word}
    code,pre,.names{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.8125rem}
    code,pre{direction:ltr;unicode-bidi:isolate}
    code{overflow-wrap:anywhere}
    pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
    a{color:var(--link);text-underline-offset:.15em}
    :focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
    main:focus{outline:none}
    h1,h2,h3,h4{line-height:1.25;margin:0;overflow-wrap:anywhere}
    h1{font-size:clamp(1.35rem,1rem + 2vw,2.1rem);display:flex;gap:.6em;align-items:flex-start;}
    .part{display:inline-block}
    h2{font-size:1.35rem;margin:0 0 .75rem}
    h3{font-size:1.1rem}
    h4{font-size:1rem;font-weight:600}
    p{margin:.35rem 0}
    ul,ol{margin:.35rem 0;padding-left:1.4rem}
    figure{margin:0;min-width:0}
    .wide{max-width:78rem;margin-inline:auto;padding-inline:1rem}
    main>section{padding-block:1.75rem}
    .soft{color:var(--soft);font-size:.875rem}
    .vh{position:absolute;width:1px;height:1px;margin:-1px;padding:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .skip{position:absolute;left:1rem;top:-4rem;background:var(--surface);padding:.5rem 1rem;z-index:9}
    .skip:focus{top:.5rem}
    .c{color:var(--error);background:var(--error-ground);border-radius:2px;font-family:ui-monospace,monospace;font-size:.9em}
    bdi{overflow-wrap:anywhere}

    """

  private static let parts = """
    .verdict{border-bottom:1px solid var(--line);border-top:.5rem solid var(--skipped);background:var(--surface);padding-block:1.25rem 1rem}
    .verdict.failed{border-top-color:var(--failed);background:var(--failed-ground)}
    .verdict.error{border-top-color:var(--error);background:var(--error-ground)}
    .verdict.passed,.verdict.warned{border-top-color:var(--passed);background:var(--passed-ground)}
    .verdict.skipped{background:var(--skipped-ground)}
    .verdict .soft{margin-top:.6rem}
    .eyebrow{margin:0 0 .6rem;color:var(--soft);font-size:.875rem}
    .stamp{flex:none;display:inline-grid;place-items:center;width:1.35em;height:1.35em;border-radius:.25em;color:var(--surface);background:var(--skipped);line-height:1;font-weight:700}
    .stamp.failed{background:var(--failed)}.stamp.error{background:var(--error)}
    .stamp.passed{background:var(--passed)}.stamp.warned{background:var(--passed)}
    .legend,.chips,nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.35rem 1.25rem}
    .legend{font-size:.875rem;color:var(--soft);margin-top:.75rem}
    .s{display:inline-block;min-width:1.1em;font-weight:700;margin-right:.25em;text-align:center}
    .s.failed{color:var(--failed)}.s.error{color:var(--error)}.s.passed{color:var(--passed)}
    .s.warned{color:var(--warned)}.s.skipped{color:var(--skipped)}
    nav{border-bottom:1px solid var(--line);background:var(--surface)}
    nav ul{margin-block:0;gap:0 1.25rem}
    nav a{display:inline-block;padding:.6rem 0}
    footer{border-top:1px solid var(--line);padding:1.5rem max(1rem,(100% - 76rem)/2);color:var(--soft);font-size:.875rem}
    footer h2{font-size:1rem;color:var(--ink)}
    .badge{display:inline-block;border:1px solid var(--failed);color:var(--failed);border-radius:1em;padding:0 .6em;font-size:.8125rem;font-weight:600}
    .causes{list-style:none;padding:0;margin:0;display:grid;gap:.6rem}
    .causes li{background:var(--surface);border:1px solid var(--line);border-left:.35rem solid var(--failed);border-radius:.35rem;padding:.6rem .9rem}
    .causes li.error{border-left-color:var(--error)}
    .causes li.error .badge{border-color:var(--error);color:var(--error)}
    .causes li{min-width:0;overflow-wrap:anywhere}
    .causes p{margin:0}
    .facts{margin:.35rem 0;display:grid;grid-template-columns:8.5rem minmax(0,1fr);gap:.2rem .75rem}
    .facts dt{color:var(--soft)}
    .facts dd{margin:0;overflow-wrap:anywhere}
    .chips{gap:.35rem;margin-top:.4rem}
    .chips li{border-radius:.25rem;padding:.05rem .5rem;font-size:.8125rem;font-variant-numeric:tabular-nums}
    .chips .passed{color:var(--passed);background:var(--passed-ground)}
    .chips .skipped{color:var(--skipped);background:var(--skipped-ground)}
    .chips .warned{color:var(--warned);background:var(--warned-ground)}
    .chips .failed{color:var(--failed);background:var(--failed-ground)}
    svg{display:block;max-width:100%;height:auto;fill:var(--soft);font-size:11px}
    svg .bars{fill:var(--link)}
    svg .axis{stroke:var(--line);fill:none}
    svg .budget{stroke:var(--failed);stroke-width:1.5;stroke-dasharray:3 2;fill:none}
    svg .failed{fill:var(--failed)}svg .error{fill:var(--error)}svg .passed{fill:var(--passed);font-size:12px}
    figcaption{color:var(--soft);font-size:.875rem}

    """

  private static let matrix = """
    .scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.35rem;background:var(--surface)}
    .scroll:has(.matrix,.figures){width:fit-content;max-width:100%}
    .scroll.long{max-height:80vh;overflow:auto;overscroll-behavior:auto}
    table{border-collapse:separate;border-spacing:0;font-size:.875rem}
    caption{text-align:left;color:var(--soft);font-size:.875rem;padding:.5rem .75rem}
    th,td{padding:.35rem .5rem;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
    thead th{color:var(--soft);font-weight:600;vertical-align:bottom;border-top:0}
    .matrix thead th[rowspan]:not(.id){text-align:center}
    .matrix td{text-align:center;white-space:nowrap;font-variant-numeric:tabular-nums;min-width:2.6rem}
    .matrix .id{position:sticky;left:0;z-index:1;background:var(--surface);font-weight:500;min-width:9rem;max-width:22rem;overflow-wrap:anywhere;border-right:1px solid var(--line)}
    .matrix .edge{border-left:1px solid var(--line)}
    .matrix .group{border-left:1px solid var(--line)}
    .kind{vertical-align:bottom}
    .kind span{display:inline-block;writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap;font-weight:500}
    .matrix .kind{text-align:center}
    td.passed{color:var(--passed)}
    td.warned{color:var(--warned);background:var(--warned-ground)}
    td.skipped{color:var(--skipped);background:var(--skipped-ground)}
    td.failed{color:var(--failed);background:var(--failed-ground);font-weight:700}
    td.error{color:var(--error);background:var(--error-ground);font-weight:700}
    td a{color:inherit}
    tfoot th,tfoot td{border-top:2px solid var(--line)}
    .list{width:100%}
    .figures{width:auto}
    .figures th:not(:first-child){text-align:right}
    .long thead{position:sticky;top:0;z-index:2}
    .long thead th{background:var(--surface);border-bottom:1px solid var(--line)}
    .list th[scope=row]{font-weight:500;overflow-wrap:anywhere;min-width:6rem}
    .list td{min-width:5rem}
    .n{text-align:right;font-variant-numeric:tabular-nums}
    .only{display:flex;gap:.5rem;align-items:center}
    .only input{width:1.15rem;height:1.15rem;margin:0;accent-color:var(--link)}
    body:has(#only:checked) .fine{display:none}
    @media (max-width:40rem){.matrix .id{min-width:7.5rem;max-width:9rem;font-size:.8125rem}}

    """

  private static let details = """
    .endpoint{background:var(--surface);border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.1rem;margin-bottom:1rem;content-visibility:auto;contain-intrinsic-size:auto 16rem}
    .endpoint:target{border-color:var(--link)}
    .sub{color:var(--soft)}
    .sub code{color:var(--ink)}
    .group{margin-top:1rem}
    section.group{border-left:.25rem solid var(--failed);padding-left:.9rem}
    section.group.error{border-left-color:var(--error)}
    summary{cursor:pointer;padding-block:.3rem}
    .fold{border-top:1px solid var(--line);margin-top:.5rem;padding-top:.2rem}
    .fold[open]{padding-bottom:.4rem}
    .fold .scroll{margin-block:.6rem}
    .fold li+li{margin-top:.4rem}
    .case{margin-top:.5rem}
    .case:target>summary{outline:2px solid var(--link);outline-offset:2px}
    .violations{padding-left:1.6rem}
    .violations .facts{grid-template-columns:5rem minmax(0,1fr)}
    .code{font-size:.8125rem;color:var(--soft);border:1px solid var(--line);border-radius:.25rem;padding:0 .4em;white-space:nowrap}
    .exchange{display:grid;gap:.75rem;margin-block:.6rem}
    .exchange pre,.curl pre{background:var(--sunken);border:1px solid var(--line);border-radius:.35rem;padding:.6rem .75rem}
    .exchange figcaption,.label{font-size:.8125rem;font-weight:600;color:var(--soft);margin-bottom:.2rem}
    .curl .label{display:flex;justify-content:space-between;align-items:end;gap:1rem}
    .curl pre{user-select:all;-webkit-user-select:all}
    button{font:inherit;font-size:.8125rem;color:var(--link);background:var(--surface);border:1px solid var(--line);border-radius:.3rem;padding:.2rem .8rem;cursor:pointer;min-height:1.75rem}
    .gap{color:var(--soft);font-style:italic;user-select:none;-webkit-user-select:none}
    .nb{white-space:nowrap}
    .more{color:var(--soft)}
    .names{overflow-wrap:anywhere}
    .pair{display:grid;gap:.75rem 2rem;margin-top:.6rem;align-items:start}
    .pair p{margin:0}
    @media (min-width:60rem){.exchange{grid-template-columns:repeat(auto-fit,minmax(22rem,1fr))}.pair{grid-template-columns:1fr 22rem}}
    @media (max-width:40rem){.facts,.violations .facts{grid-template-columns:minmax(0,1fr);gap:0}.facts dd{margin-bottom:.4rem}.endpoint{padding:.75rem}}

    """

  /// On paper: dark text on white, every failure open, addresses spelled out.
  private static let print = """
    @media (forced-colors:active){.causes li,section.group{border-left-style:double}}
    @media print{
    body{font-size:10pt;background:none}
    nav,.skip,button,.only{display:none}
    .wide{max-width:none;padding-inline:0}
    .endpoint{content-visibility:visible;border:0;border-top:1px solid var(--line);border-radius:0;padding-inline:0}
    .case::details-content{content-visibility:visible;block-size:auto}
    .scroll,.scroll.long{overflow:visible;max-height:none;border:0}
    .matrix .id{position:static}
    h2,h3,h4,summary,figcaption,.label{break-after:avoid}
    pre,.causes li,tr{break-inside:avoid}
    dd a[href^=http]::after{content:" (" attr(href) ")"}
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    }

    """
}
