// The snippet of the README, word by word.
import type {} from 'cf-stream-elements/react';
import 'cf-stream-elements/player';
import 'cf-stream-elements/upload';
import { useState } from 'react';

export function Lesson() {
  const [uid, setUid] = useState('');
  return (
    <>
      <cf-stream-player src={uid} customer-code="YOUR_CODE" token-endpoint="/api/videos/{uid}/token" />
      <cf-stream-upload
        endpoint="/api/uploads"
        status-endpoint="/api/videos/{uid}"
        oncf-stream-upload-ready={({ detail }) => setUid(detail.uid)}
      />
    </>
  );
}
