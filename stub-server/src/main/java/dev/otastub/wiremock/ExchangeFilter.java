package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.jetty.JettyFaultInjectorFactory;
import com.github.tomakehurst.wiremock.servlet.FaultInjectorFactory;
import dev.otastub.core.Delivery;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Limits;
import dev.otastub.core.Refusal;
import dev.otastub.multipart.MultipartType;
import dev.otastub.oss.BrokenOff;
import dev.otastub.oss.OssAddress;
import dev.otastub.oss.OssError;
import dev.otastub.oss.PostObject.Upload;
import dev.otastub.oss.PostObjectError;
import dev.otastub.oss.object.PutObject;
import dev.otastub.rpc.Gateway;
import dev.otastub.rpc.GatewayError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Stands before WireMock: takes in what the client sent, of a form upload no more than its fields, and shows WireMock a
 * view of it. Afterwards it reads the rest of a refused upload, so that its client sees the answer, and writes the log.
 */
final class ExchangeFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** A PUT or a POST on an object may bring as much as a form. */
    private static final Set<String> BODIES = Set.of("PUT", "POST");

    private static final Set<String> OURS = Set.of("Date", "Vary", StubServerFactory.VERSION_HEADER);

    private final transient Cloud cloud;
    private final transient AnswerLog log;
    private final boolean extraHeaders;
    private final transient FaultyDelivery faulty;
    private final transient Limits limits;
    private final transient UploadSlots uploads;

    ExchangeFilter(Cloud cloud, AnswerLog log, boolean extraHeaders, FaultyDelivery faulty, Limits limits) {
        this.cloud = cloud;
        this.log = log;
        this.extraHeaders = extraHeaders;
        this.faulty = faulty;
        this.limits = limits;
        this.uploads = new UploadSlots(limits, faulty);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpRequest head = head(request);
        Optional<OssAddress> address = cloud.addressing().of(head);
        try {
            if (request.getMethod().equals("CONNECT")) {
                // Jetty would keep the connection as a tunnel.
                response.setHeader("Connection", "close");
                send(response, head, cloud.refuse(head, OssError.METHOD_NOT_EMULATED.because("ota-stub is no proxy.")));
            } else {
                exchange(request, preset(response, head, address), chain, head, address);
            }
        } catch (RuntimeException e) {
            String reason = log.failure(head, e);
            if (!response.isCommitted()) {
                resetAllButOurs(response);
                send(response, head, failure(head, address, reason));
            }
        }
    }

    private void exchange(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            HttpRequest head,
            Optional<OssAddress> address)
            throws IOException, ServletException {
        Route route = Route.of(head, address);
        if (route == Route.POST_OBJECT && isForm(head)) {
            upload(request, response, head, in -> form(request, response, chain, head, address.orElseThrow(), in));
        } else if (route == Route.OBJECT && BODIES.contains(head.method())) {
            upload(request, response, head, in -> put(request, response, chain, head, address.orElseThrow(), in));
        } else {
            other(request, response, chain, head, address);
        }
    }

    /** With what lets a web page read the answer, whoever gives it: the cloud, or a stub mapping of the user's. */
    private HttpServletResponse preset(HttpServletResponse response, HttpRequest head, Optional<OssAddress> address) {
        PresetResponse preset = new PresetResponse(response);
        if (address.isPresent() && !head.method().equals("OPTIONS")) {
            Headers headers = cloud.cors().ofAnswer(head.method(), head.headers());
            headers.fields().forEach(field -> preset.preset(field.getKey(), field.getValue()));
        }
        return preset;
    }

    /** Takes a body in while it comes. */
    private interface Intake {
        /** False if the client has gone. */
        boolean take(LazyBody body) throws IOException, ServletException;
    }

    private void upload(HttpServletRequest request, HttpServletResponse response, HttpRequest head, Intake intake)
            throws IOException, ServletException {
        Optional<UploadSlots.Slot> free = uploads.take();
        if (free.isEmpty()) {
            send(
                    response,
                    head,
                    cloud.refuse(
                            head,
                            OssError.TOO_MANY_UPLOADS.because(
                                    limits.uploads() + " uploads are under way, and the stub takes no more at once:"
                                            + " wait for one to end, or raise --max-uploads.")));
            finish(response, new LazyBody(request), Drain.SHORT);
            return;
        }
        try {
            LazyBody in = new LazyBody(request, free.get());
            if (intake.take(in)) {
                finish(response, in, Drain.LONG);
            }
        } finally {
            free.get().release();
        }
    }

    private boolean form(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            HttpRequest head,
            OssAddress address,
            LazyBody in)
            throws IOException, ServletException {
        Optional<Upload> upload = begin(request, response, head, address, in);
        if (upload.isPresent()) {
            ViewedRequest view =
                    ViewedRequest.ofForm(request, FormView.of(upload.get().form()));
            ask(
                    new Exchange(head, Optional.of(address), handled(upload.get()), Optional.of(in)),
                    view,
                    response,
                    chain);
        }
        return upload.isPresent();
    }

    private static Function<Cloud, HttpAnswer> handled(Upload upload) {
        return cloud -> cloud.postObject().handle(upload);
    }

    private boolean put(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            HttpRequest head,
            OssAddress address,
            LazyBody in)
            throws IOException, ServletException {
        OptionalLong length = contentLength(request);
        PutObject.Upload upload = new PutObject.Upload(
                head, address, in, new PutObject.Length(length, length.isPresent() || isFramed(request)));
        ask(
                new Exchange(
                        head, Optional.of(address), cloud -> cloud.objects().handle(upload), Optional.of(in)),
                ViewedRequest.of(request, new byte[0]),
                response,
                chain);
        return true;
    }

    /** Empty if the client went away within the fields. */
    private Optional<Upload> begin(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpRequest head,
            OssAddress address,
            InputStream in)
            throws IOException {
        OptionalLong length = contentLength(request);
        try {
            return Optional.of(Upload.begin(head, address, in, length, length.isPresent() || isFramed(request)));
        } catch (IOException e) {
            vanished(response, head, Optional.of(address), e);
            return Optional.empty();
        }
    }

    /** Lets the answer out, and the client send what it still wants to send. */
    private static void finish(HttpServletResponse response, LazyBody in, Duration longest) {
        if (response.containsHeader(Fault.class.getName())) {
            // So WireMock marks an answer that a fault has spoiled: there is nothing to let out.
            return;
        }
        try {
            response.flushBuffer();
            if (!in.isHeldBack()) {
                Drain.rest(in, longest);
            }
        } catch (IOException e) {
            // The client has gone, or a stub mapping of the user's cut it off.
        }
    }

    private void other(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            HttpRequest head,
            Optional<OssAddress> address)
            throws IOException, ServletException {
        LazyBody in = new LazyBody(request);
        byte[] body;
        try {
            body = in.readNBytes(Gateway.LARGEST_BODY + 1);
        } catch (IOException e) {
            vanished(response, head, address, e);
            return;
        }
        HttpRequest whole = new HttpRequest(
                head.method(),
                head.scheme(),
                head.host(),
                head.path(),
                head.query(),
                head.headers(),
                body,
                head.arrived());
        Optional<Function<Cloud, HttpAnswer>> noForm = noForm(whole, address).map(ExchangeFilter::handled);
        if (body.length > Gateway.LARGEST_BODY) {
            Exchange exchange =
                    new Exchange(head, address, noForm.orElseGet(() -> tooLarge(whole, address)), Optional.of(in));
            sendUnmatched(request, response, exchange);
            finish(response, in, Drain.LONG);
            return;
        }
        ask(
                new Exchange(whole, address, noForm.orElseGet(() -> unstreamed(whole, address))),
                ViewedRequest.of(request, body),
                response,
                chain);
    }

    private static Function<Cloud, HttpAnswer> unstreamed(HttpRequest whole, Optional<OssAddress> address) {
        return cloud -> address.map(there -> cloud.objects().handle(whole, there))
                .orElseGet(() -> cloud.gateway().handle(whole));
    }

    private void ask(Exchange exchange, ViewedRequest view, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Exchange.begin(exchange);
        try {
            chain.doFilter(view, response);
        } finally {
            Exchange.end();
            exchange.finish();
            if (!exchange.isAnswered()) {
                log.usersOwn(exchange.request(), response.getStatus());
            }
        }
    }

    private static boolean isForm(HttpRequest head) {
        return MultipartType.of(head.headers().first("Content-Type").orElse(null))
                        .kind()
                == MultipartType.Kind.FORM;
    }

    /** A POST to a bucket whose body is no form: PostObject refuses it, unless a stub mapping of the user's answers. */
    private static Optional<Upload> noForm(HttpRequest whole, Optional<OssAddress> address) throws IOException {
        return Route.of(whole, address) == Route.POST_OBJECT
                ? Optional.of(Upload.begin(
                        whole,
                        address.orElseThrow(),
                        InputStream.nullInputStream(),
                        OptionalLong.of(whole.body().length),
                        true))
                : Optional.empty();
    }

    private static Function<Cloud, HttpAnswer> tooLarge(HttpRequest whole, Optional<OssAddress> address) {
        return address.isEmpty()
                ? cloud -> cloud.gateway().handle(whole)
                : cloud -> cloud.refuse(
                        whole,
                        OssError.BODY_TOO_LARGE.because("The body is larger than " + Gateway.LARGEST_BODY
                                + " bytes, which only an upload may be."));
    }

    /** What was begun of an answer goes; what every answer has stays. */
    private static void resetAllButOurs(HttpServletResponse response) {
        Map<String, String> ours = new LinkedHashMap<>();
        for (String name : response.getHeaderNames()) {
            if (OURS.contains(name) || PresetResponse.isCors(name)) {
                ours.put(name, response.getHeader(name));
            }
        }
        response.reset();
        ours.forEach(response::setHeader);
    }

    private HttpAnswer failure(HttpRequest head, Optional<OssAddress> address, String reason) {
        return address.isPresent()
                ? cloud.refuse(head, PostObjectError.INTERNAL_ERROR.because(reason))
                : cloud.gateway().refuse(head, GatewayError.INTERNAL_ERROR.because(reason));
    }

    /** The client went away, or stopped short; one that only stopped sending can still read the answer. */
    private void vanished(HttpServletResponse response, HttpRequest head, Optional<OssAddress> address, IOException e)
            throws IOException {
        Refusal why = BrokenOff.refusal(e);
        if (!response.isCommitted()) {
            send(
                    response,
                    head,
                    address.isPresent()
                            ? cloud.refuse(head, why)
                            : cloud.gateway().refuse(head, GatewayError.BODY_INCOMPLETE.because(why.reason())));
        }
    }

    /** Without a stub mapping of the user's having had its turn. */
    private void sendUnmatched(HttpServletRequest request, HttpServletResponse response, Exchange exchange)
            throws IOException {
        Exchange.begin(exchange);
        try {
            HttpAnswer answer = exchange.answeredBy(cloud);
            Optional<Delivery> delivery = answer.delivery();
            delivery.ifPresent(how -> faulty.prepare(how, exchange));
            Optional<Delivery.Spoiled> spoiled = delivery.flatMap(Delivery::spoiled);
            if (spoiled.isPresent()) {
                log.answer(exchange.request(), answer);
                Fault fault = FaultyDelivery.fault(spoiled.get());
                fault.apply(faults().buildFaultInjector(request, response));
                response.addHeader(Fault.class.getName(), fault.name());
            } else {
                send(response, exchange.request(), answer);
            }
        } finally {
            Exchange.end();
            exchange.finish();
        }
    }

    /** WireMock keeps it there for its own servlet. */
    private FaultInjectorFactory faults() {
        return (FaultInjectorFactory) getServletContext().getAttribute(JettyFaultInjectorFactory.class.getName());
    }

    private void send(HttpServletResponse response, HttpRequest head, HttpAnswer answer) throws IOException {
        log.answer(head, answer);
        response.setStatus(answer.status());
        AnswerHeaders.of(answer, extraHeaders)
                .fields()
                .forEach(field -> response.setHeader(field.getKey(), field.getValue()));
        try (InputStream body = answer.body().open()) {
            body.transferTo(response.getOutputStream());
        }
    }

    private HttpRequest head(HttpServletRequest request) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            Collections.list(request.getHeaders(name)).forEach(value -> fields.add(Map.entry(name, value)));
        }
        Headers headers = new Headers(fields);
        return new HttpRequest(
                request.getMethod(),
                request.getScheme(),
                host(request),
                request.getRequestURI(),
                Optional.ofNullable(request.getQueryString()).orElse(""),
                headers,
                new byte[0],
                cloud.clock().instant());
    }

    /** The Host header, or what stands for it: HTTP/2 has none, and HTTP/1.0 need not. */
    static String host(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Host")).orElseGet(() -> authority(request));
    }

    private static String authority(HttpServletRequest request) {
        int port = request.getServerPort();
        boolean usual = port == (request.getScheme().equals("https") ? 443 : 80);
        return request.getServerName() + (usual ? "" : ":" + port);
    }

    private static OptionalLong contentLength(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /** Whether the body's end shows without a Content-Length. */
    private static boolean isFramed(HttpServletRequest request) {
        return request.getHeader("Transfer-Encoding") != null
                || request.getProtocol().startsWith("HTTP/2");
    }
}
