package dev.cosell.bridge.dynamics;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.component.olingo4.api.Olingo4ResponseHandler;
import org.apache.http.Header;
import org.apache.http.HttpResponse;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.util.EntityUtils;
import org.jspecify.annotations.Nullable;

/**
 * Hands an answer on as a {@link DataverseAnswer}, whichever way it came: from Olingo's untouched
 * read or straight from the HTTP client.
 */
@SuppressWarnings("deprecation")
final class AnswerHandler
    implements Olingo4ResponseHandler<InputStream>, FutureCallback<HttpResponse> {

  private final String request;
  private final Olingo4ResponseHandler<Object> route;

  private AnswerHandler(String request, Olingo4ResponseHandler<Object> route) {
    this.request = request;
    this.route = route;
  }

  /** The route's handler takes any object; its declared type is Olingo's guess. */
  @SuppressWarnings("unchecked")
  static AnswerHandler of(String method, String path, Olingo4ResponseHandler<?> route) {
    String row = path.indexOf('?') < 0 ? path : path.substring(0, path.indexOf('?'));
    return new AnswerHandler(method + " " + row, (Olingo4ResponseHandler<Object>) route);
  }

  @Override
  public void onResponse(@Nullable InputStream body, Map<String, String> headers) {
    try {
      answer(body == null ? new byte[0] : body.readAllBytes(), headers);
    } catch (IOException cut) {
      onException(DataverseException.unanswered(request, cut));
    }
  }

  @Override
  public void completed(HttpResponse response) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : response.getAllHeaders()) {
      headers.put(header.getName(), header.getValue());
    }
    try {
      answer(
          response.getEntity() == null
              ? new byte[0]
              : EntityUtils.toByteArray(response.getEntity()),
          headers);
    } catch (IOException cut) {
      onException(DataverseException.unanswered(request, cut));
    }
  }

  private void answer(byte[] body, Map<String, String> headers) {
    DataverseAnswer answer;
    try {
      answer = DataverseAnswer.of(new String(body, StandardCharsets.UTF_8), headers);
    } catch (JsonProcessingException notJson) {
      onException(DataverseException.unreadable(request));
      return;
    }
    route.onResponse(answer, headers);
  }

  /** The request was wrong and never sent. */
  void refuse(IllegalArgumentException reason) {
    route.onException(
        DataverseException.notSent(request, String.valueOf(reason.getMessage()), reason));
  }

  @Override
  public void onException(Exception cause) {
    route.onException(cause);
  }

  @Override
  public void onCanceled() {
    route.onCanceled();
  }

  @Override
  public void failed(Exception cause) {
    onException(cause);
  }

  @Override
  public void cancelled() {
    onCanceled();
  }
}
