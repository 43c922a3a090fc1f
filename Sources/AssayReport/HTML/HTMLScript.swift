import AssayRun

/// The few lines of script that add what a page without script does not have, and the policy that allows them only.
enum HTMLScript {
  /// Shows the copy buttons, copies, and opens whatever fold a followed link leads into.
  ///
  /// Written without `<` and `&`, so that the page is well-formed XML too.
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

  /// Nothing is loaded, nothing is sent; the one style and the one script are named by their hashes.
  static let policy =
    "default-src 'none'; style-src 'sha256-\(SHA256.base64(of: HTMLStyle.text))'; "
    + "script-src 'sha256-\(SHA256.base64(of: text))'; base-uri 'none'; form-action 'none'"
}
