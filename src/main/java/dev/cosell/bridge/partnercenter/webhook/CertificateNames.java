package dev.cosell.bridge.partnercenter.webhook;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Whose name must stand in a signing certificate.
 *
 * @param issuerOrganization the one O of the issuer
 * @param subjectName a common name or DNS name of the subject; null for any
 */
record CertificateNames(String issuerOrganization, @Nullable String subjectName) {

  private static final int DNS_NAME = 2;

  /**
   * Compares whole, parsed names: the published sample's {@code Issuer.Contains} also accepts
   * {@code CN="O=Microsoft Corporation"}.
   *
   * @throws WebhookRefused with 401 when a name differs
   */
  void check(X509Certificate certificate) {
    List<String> organizations = values(certificate.getIssuerX500Principal(), "O");
    if (!organizations.equals(List.of(issuerOrganization))) {
      throw WebhookRefused.unauthorized("the certificate's issuer is not of " + issuerOrganization);
    }
    if (subjectName != null && !names(certificate).contains(lowerCase(subjectName))) {
      throw WebhookRefused.unauthorized("the certificate is not issued to " + subjectName);
    }
  }

  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>(values(certificate.getSubjectX500Principal(), "CN"));
    for (List<?> alternative : alternatives(certificate)) {
      if (alternative.get(0).equals(DNS_NAME)) {
        names.add(String.valueOf(alternative.get(1)));
      }
    }
    return names.stream().map(CertificateNames::lowerCase).toList();
  }

  private static Collection<List<?>> alternatives(X509Certificate certificate) {
    try {
      @Nullable Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      return alternatives == null ? List.of() : alternatives;
    } catch (CertificateParsingException unreadable) {
      return List.of();
    }
  }

  private static List<String> values(X500Principal name, String type) {
    List<String> values = new ArrayList<>();
    try {
      for (Rdn rdn : new LdapName(name.getName(X500Principal.RFC2253)).getRdns()) {
        @Nullable Attribute attribute = rdn.toAttributes().get(type);
        if (attribute != null) {
          Collections.list(attribute.getAll()).forEach(value -> values.add(String.valueOf(value)));
        }
      }
    } catch (NamingException unreadable) {
      return List.of();
    }
    return values;
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
