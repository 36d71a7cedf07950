"""What every record looks like, told to the compressor beforehand: small records shrink by a fifth or more.

Part of what lies in archives: never to be altered, only to be followed by another one.
"""

SKELETON = (
    b'"},{"level":"warning","code":"weekday","message":"","span":null}],"diagnostics":[{"level":"info","code":"'
    b'","stance":"supports","stance":"threatens","stance":"silent","stance":"accepts","stance":"offers",'
    b'"stance":"refuses","stance":"demands","event":"e1","witness":[[]]}],"positions":[{"actor":"a1","issue":"'
    b'"type":"AID","type":"YIELD","type":"RETREAT","type":"COOPERATE","type":"SANCTION","type":"MOBILIZE",'
    b'"type":"CONCEDE","type":"PROTEST","type":"REJECT","type":"THREATEN","type":"SUPPORT","type":"REQUEST",'
    b'"type":"COERCE","type":"ACCUSE","type":"AGREE","type":"CONSULT","type":"ASSAULT","modality":"expected",'
    b'"modality":"threatened","modality":"alleged","modality":"offered","modality":"planned","modality":"agreed",'
    b'"modality":"demanded","modality":"ongoing","contexts":["disasters"],"contexts":["legal"],"contexts":["crime"],'
    b'"contexts":["diplomatic"],"contexts":["military"],"cameo":"190","goldstein":-10.0,"negated":[[]]},'
    b'"confidence":0.7},{"id":"e2","type":"","mode":null,"contexts":[],"cameo":"","goldstein":-2.0,'
    b'"source":["a1"],"target":["a2"],"target":[],"place":"p1","place":null,"date":"d1","date":null,'
    b'"modality":"happened","negated":true,"negated":false,"quote":"q1","quote":null,"sentence":[],'
    b'"witness":{"trigger":[[]],"source":[[]],"target":[[]],"place":[[]],"place":[],"date":[[]],"date":[],'
    b'"modality":[],"negated":[]},"confidence":0.9}],"events":[{"id":"e1","kind":"mixed","kind":"indirect",'
    b'"kind":"direct","span":[],"speaker":null,"cue":null,"via":["a"],"speaker":"a1","cue":[],"via":[],'
    b'"date":null}],"quotes":[{"id":"q1","kind":"","granularity":"month","granularity":"year","granularity":"day",'
    b'"weekday_agrees":true},"weekday_agrees":null},{"id":"d2","span":[],"start":"2025-","end":"2025-"}],'
    b'"dates":[{"id":"d1","span":[],"geonames":null,"lat":null,"lon":null,"country":"IDN","mentions":[[]]},'
    b'{"id":"p2","name":"","geonames":16,"lat":-6.,"lon":106.}],"places":[{"id":"p1","name":"Jakarta",'
    b'"kind":"state","kind":"unnamed","kind":"group","kind":"organisation","kind":"person","code":"IDNCVL",'
    b'"code":"IDNCOP","code":"IDNGOV","code":null,"country":"IDN","country":null,"role":null,"role":"",'
    b'"mentions":[[]]},{"id":"a2","name":""}],"actors":[{"id":"a1","name":"","sentences":[[]],'
    b'"kind":"repeat","raw":[],"span":null,"reason":"repeat"},{"kind":"furniture","raw":[],"span":null,'
    b'"reason":"baca-juga"},{"kind":"paragraph","raw":[],"span":[],"reason":null}],"blocks":[{"kind":"headline",'
    b'"raw":[],"span":[],"reason":"headline"},{"kind":"dateline","dateline":{"text":"JAKARTA","span":[],'
    b'"place":"p1"},"byline":null,"credits":["Antara"],"text":" yang dan di dengan untuk pada dari dalam ini '
    b"itu tidak akan juga sebagai oleh kepada karena adalah telah sudah tersebut mengatakan, kata Presiden "
    b'"," ujar "Kami","published":"2025-","dateline":null,"byline":null,"credits":[],"text":"'
    b'{"id":"sha256:","source":{"path":"","url":"https://www.","media_type":"text/html","url":null,'
    b'"media_type":"text/plain","record":null},"outlet":null,"language":"id","title":"'
)
