import AssayRun

/// The page's script, which adds copy buttons, and the content security policy that allows only this script and style.
enum HTMLScript {
  /// Shows the copy buttons, copies, and opens the folded sections that a followed link leads into.
  ///
  /// It has no `<` and no `&`, so that the page is also well-formed XML.
  static let text = """
    'use strict';
    (function () {
      var said = document.getElementById('said');
      document.querySelectorAll('button[data-copy]').forEach(function (button) { button.hidden = false; });
      document.addEventListener('click', function (event) {
        var button = event.target.closest('button[data-copy]');
        if (!button) { return; }
        var source = document.getElementById(button.dataset.copy);
        var range = document.createRange();
        range.selectNodeContents(source);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        var done = function () { button.textContent = 'Copied'; said.textContent = 'Copied'; };
        var selected = function () { button.textContent = 'Selected'; said.textContent = 'Selected: copy it now'; };
        if (!navigator.clipboard) { selected(); return; }
        navigator.clipboard.writeText(source.textContent).then(done, selected);
      });
      var reveal = function () {
        var target = document.getElementById(location.hash.slice(1));
        for (var node = target; node; node = node.parentElement) {
          if (node.tagName === 'DETAILS') { node.open = true; }
        }
        if (target) { target.scrollIntoView(); }
      };
      addEventListener('hashchange', reveal);
      reveal();
    })();

    """

  /// Nothing is loaded and nothing is sent. The style and the script are allowed by their hashes.
  static let policy =
    "default-src 'none'; style-src 'sha256-\(SHA256.base64(of: HTMLStyle.text))'; "
    + "script-src 'sha256-\(SHA256.base64(of: text))'; base-uri 'none'; form-action 'none'"
}
