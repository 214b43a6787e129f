// SPDX-License-Identifier: Apache-2.0
package dev.cairn.events;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One spelling for the address of a Git repository, so that a forge and a clone mean the same
/// place:
///
/// ```
/// git@github.com:acme/shop.git   ssh://git@github.com/acme/shop   https://github.com/acme/shop.git/
///   → https://github.com/acme/shop
/// /srv/git/shop.git              → /srv/git/shop.git        (a folder's name is left as it is)
/// ```
public final class RepositoryUrl {
  private static final Pattern SCP = Pattern.compile("(?:[\\w.-]+@)([\\w.-]+):(?!/)(.+)");
  private static final Pattern URL =
      Pattern.compile("(?:git\\+)?(https?|ssh|git)://(?:[^@/]+@)?([^/]+)/(.+)");

  private RepositoryUrl() {}

  public static String canonical(String url) {
    Matcher scp = SCP.matcher(url);
    if (scp.matches()) {
      return "https://" + scp.group(1).toLowerCase(Locale.ROOT) + "/" + path(scp.group(2));
    }
    Matcher whole = URL.matcher(url);
    if (whole.matches()) {
      String scheme = whole.group(1).equals("http") ? "http" : "https";
      String host = whole.group(2).toLowerCase(Locale.ROOT);
      String plain = whole.group(1).equals("ssh") ? host.replaceFirst(":\\d+$", "") : host;
      return scheme + "://" + plain + "/" + path(whole.group(3));
    }
    return url.length() > 1 && url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private static String path(String path) {
    String bare = path.replaceFirst("/+$", "");
    return bare.endsWith(".git") ? bare.substring(0, bare.length() - 4) : bare;
  }
}
